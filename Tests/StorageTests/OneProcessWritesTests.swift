import Testing

@testable import Storage

@Suite struct OneProcessWritesTests {
    @Test func whoeverComesSecondIsRefusedAndChangesNothing() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 4, running)
        _ = try await running.store.submit(crowd.receive(from: 1, on: .xDM))
        let before = running.store.status.accepted
        let (place, terms, time) = (running.place, running.terms, running.time)
        await #expect {
            _ = try await Store(at: place, terms: terms, signing: nil, clock: { time() })
        } throws: { "\($0)".contains("Another process writes the ledger") }
        #expect(throws: StorageError.self) { try Store.rebuild(at: place) { _, _ in } }
        // The first goes on, and nothing came in between.
        _ = try await running.store.submit(crowd.receive(from: 2, on: .xDM))
        #expect(running.store.status.accepted > before)
        await running.close()
        try Store.rebuild(at: place) { _, _ in }
    }
}
