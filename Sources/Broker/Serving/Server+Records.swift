public import Conversations
import Storage

extension Server {
    /// What somebody of the firm is called here; their pseudonym where no account has it.
    public func name(of staff: StaffID?) async -> String {
        guard let staff else { return "Parley" }
        let accounts = (try? await entrance.register.accounts()) ?? []
        if let account = accounts.first(where: { entrance.staff($0.login) == staff }) { return account.name }
        return configuration.staff.first { entrance.staff($0.login) == staff }?.login ?? staff.description
    }

    public func holdLines() async throws -> [HoldLine] {
        var lines: [HoldLine] = []
        for hold in try store.standingHolds() { lines.append(HoldLine(hold, by: await name(of: hold.by))) }
        return lines
    }

    public func erasureLines() async throws -> [ErasureLine] {
        var lines: [ErasureLine] = []
        for request in try store.erasureRequests() { lines.append(ErasureLine(request, by: await name(of: request.by))) }
        return lines
    }
}
