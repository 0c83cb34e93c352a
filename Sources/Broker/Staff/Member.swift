public import Conversations

/// Somebody of the firm, as a request knows them.
public struct Member: Sendable, Hashable {
    public var id: StaffID
    public var login: String
    public var name: String
    public var roles: Set<Role>

    public init(id: StaffID, login: String, name: String, roles: Set<Role>) {
        self.id = id
        self.login = login
        self.name = name
        self.roles = roles
    }

    public func may(_ permission: Permission) -> Bool { roles.contains { $0.permissions.contains(permission) } }
}
