import Storage

extension Server {
    public func holdLines() async throws -> [HoldLine] {
        let names = try await staffNames()
        return try store.standingHolds().map { HoldLine($0, by: names($0.by)) }
    }

    public func erasureLines() async throws -> [ErasureLine] {
        let names = try await staffNames()
        return try store.erasureRequests().map { ErasureLine($0, by: names($0.by)) }
    }
}
