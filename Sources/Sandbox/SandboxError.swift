/// Why the network refuses what a test or a demo asks of it.
public enum SandboxError: Error, Equatable, Sendable, CustomStringConvertible {
    case unknownUser
    case unknownPost
    case notSubscribed
    /// Handles are 1 to 15 letters, digits or underscores, each only once.
    case badHandle
    case badText
    case notTheAuthor
    case doesNotAcceptMessages
    /// The bound on users, posts, messages or deliveries is reached.
    case full

    public var description: String {
        switch self {
        case .unknownUser: "no such user"
        case .unknownPost: "no such post"
        case .notSubscribed: "the account has no webhook"
        case .badHandle: "a handle is 1 to 15 letters, digits or underscores and not taken"
        case .badText: "a text is neither empty nor longer than allowed"
        case .notTheAuthor: "only the author may do that"
        case .doesNotAcceptMessages: "that user does not accept direct messages"
        case .full: "the sandbox holds as much as it may"
        }
    }
}
