public import Conversations
public import Storage

/// A legal hold as people and programs read it.
public struct HoldLine: Codable, Sendable {
    public var hold: String
    public var on: String
    public var which: String
    public var reason: String
    public var by: String
    public var at: String
    public var index: UInt64

    public init(_ hold: StandingHold, by: String) {
        self.hold = hold.hold.description
        on = hold.subject.kind
        which = hold.subject.stream.description
        reason = hold.reason
        self.by = by
        at = hold.at.description
        index = hold.index
    }
}

/// A request for erasure that waits for a second person, as people and programs read it.
public struct ErasureLine: Codable, Sendable {
    public var asked: String
    public var customer: String
    public var basis: String
    public var by: String
    public var at: String
    public var index: UInt64

    public init(_ request: ErasureRequest, by: String) {
        asked = request.asked.description
        customer = request.party.description
        basis = request.basis
        self.by = by
        at = request.at.description
        index = request.index
    }
}

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
