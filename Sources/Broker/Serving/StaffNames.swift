public import Conversations
import Storage

/// What everybody of the firm is called here, as it stood when it was asked for.
public struct StaffNames: Sendable {
    private let names: [StaffID: String]

    public init(_ names: [StaffID: String]) { self.names = names }

    /// Their account's name, or its login where the configuration alone knows them; their pseudonym where no account has it.
    public func callAsFunction(_ staff: StaffID?) -> String {
        guard let staff else { return "Parley" }
        return names[staff] ?? staff.description
    }
}

extension Server {
    public func staffNames() async throws -> StaffNames {
        var names: [StaffID: String] = [:]
        for staff in configuration.staff { if let id = entrance.staff(staff.login) { names[id] = staff.login } }
        for account in try await entrance.register.accounts() { if let id = entrance.staff(account.login) { names[id] = account.name } }
        return StaffNames(names)
    }
}
