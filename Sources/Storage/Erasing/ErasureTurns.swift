/// Lets one erasure at a time destroy and sweep, so that two people's requests at once are both done when they return.
actor ErasureTurns {
    private var running: Task<Void, any Error>?

    /// Runs the work when nobody else's runs, and returns when it is done.
    func next(_ work: @escaping @Sendable () async throws -> Void) async throws {
        // Whoever waited may find that another who waited has begun.
        while let task = running {
            _ = await task.result
            end(task)
        }
        let task = Task { try await work() }
        running = task
        defer { end(task) }
        try await task.value
    }

    private func end(_ task: Task<Void, any Error>) {
        if running == task { running = nil }
    }
}
