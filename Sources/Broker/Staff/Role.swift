/// What somebody of the firm is there for; one person may be several things.
public enum Role: String, Sendable, CaseIterable, Codable {
    case agent
    case supervisor
    case complianceOfficer = "compliance_officer"
    case auditor
    case administrator

    /// For people: without underscores.
    public var name: String { rawValue.split(separator: "_").joined(separator: " ") }

    /// Roles written one after another with spaces or commas between them.
    /// - Returns: nil if one of the words is no role.
    public static func all(in text: String) -> Set<Role>? {
        var roles: Set<Role> = []
        for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
            guard let role = Role(rawValue: String(word)) else { return nil }
            roles.insert(role)
        }
        return roles
    }
}

extension Set<Role> {
    /// In the order of the roles' declaration, with spaces between them.
    public var words: [String] { Role.allCases.filter(contains).map(\.rawValue) }
}
