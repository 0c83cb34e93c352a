/// Why something about people of the firm was refused: what was wrong, and what to do.
public enum StaffError: Error, Sendable, Equatable, CustomStringConvertible {
    case login
    case name
    case roles
    case exists(String)
    case unknown(String)
    case disabled(String)
    case lastAdministrator
    case weakPassword(String)
    case badLink
    /// Unknown login, wrong password, disabled: the same words for each.
    case notSignedIn
    case tooOften
    case busy
    case storage(String)

    public var description: String {
        switch self {
        case .login: "A login has 2 to 64 lower-case letters, digits, dots, hyphens or underscores. Choose such a one."
        case .name: "A name has 1 to 100 characters on one line."
        case .roles: "Roles are one or more of: \(Role.allCases.map(\.rawValue).joined(separator: ", "))."
        case .exists(let login): "There is an account \(login) already. Choose another login, or change that account's roles."
        case .unknown(let login): "There is no account \(login). `parley user list` shows which there are."
        case .disabled(let login): "The account \(login) is disabled. Enable it first."
        case .lastAdministrator: "Nobody else could manage accounts any more. Make somebody else an administrator first."
        case .weakPassword(let why): why
        case .badLink: "This link is no longer good: it was used, or it is too old. Ask an administrator for a new one."
        case .notSignedIn: "Login and password do not belong together. Try again, or ask an administrator for a new link."
        case .tooOften: "Too many attempts. Wait fifteen minutes, then try again."
        case .busy: "Too many people are signing in at this moment. Try again in a few seconds."
        case .storage(let why): why
        }
    }
}
