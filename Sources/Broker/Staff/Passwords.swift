import SQL
import Synchronization

/// Works password hashes out on two threads of its own, never more at once; who comes when many wait already is sent away.
final class Passwords: Sendable {
    /// One thread. What blocks here blocks no request.
    private actor Worker {
        private let executor = ThreadExecutor()
        nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

        func hash(_ password: String, salt: [UInt8], work: Int) throws -> PasswordHash {
            try PasswordHash.of(password, salt: salt, work: work)
        }
    }
    private struct State {
        var waiting = [0, 0]
        var made = 0
    }
    private let workers = [Worker(), Worker()]
    private let state = Mutex(State())
    private static let waitingLimit = 32

    /// How many were worked out since the start: unknown logins cost as much as known ones.
    var made: Int { state.withLock { $0.made } }

    func hash(_ password: String, salt: [UInt8], work: Int = PasswordHash.work) async throws(StaffError) -> PasswordHash {
        let chosen: Int? = state.withLock { state in
            let index = state.waiting[0] <= state.waiting[1] ? 0 : 1
            guard state.waiting[index] < Self.waitingLimit / 2 else { return nil }
            state.waiting[index] += 1
            state.made += 1
            return index
        }
        guard let chosen else { throw .busy }
        defer { state.withLock { $0.waiting[chosen] -= 1 } }
        do { return try await workers[chosen].hash(password, salt: salt, work: work) } catch {
            throw .storage("The password cannot be worked out: \(error).")
        }
    }
}
