import Conversations
import Synchronization

/// How far the ledger has come: accepted, sealed; and who waits for it.
final class Progress: Sendable {
    private struct State {
        var committed: UInt64 = 0
        var sealed: UInt64 = 0
        var witnessed: UInt64 = 0
        /// What is wrong, and since when without a commit in between.
        var notWritable: (why: String, since: Timestamp)?
        var sealers: [CheckedContinuation<Void, Never>] = []
        var waiting: [(index: UInt64, continuation: CheckedContinuation<Void, Never>)] = []
        /// Who waits for witnesses; each by a number, since these also give up.
        var watching: [UInt64: (index: UInt64, continuation: CheckedContinuation<Void, Never>)] = [:]
        var nextWatcher: UInt64 = 0
        var commits: UInt64 = 0
        var seals: UInt64 = 0
        var lag = SealLag()
        var lastSeal: ContinuousClock.Instant?
        var isOver = false
    }
    /// Who hears of every commit.
    let changes = ChangeFeed()
    private let state = Mutex(State())

    var committed: UInt64 { state.withLock { $0.committed } }
    var sealed: UInt64 { state.withLock { $0.sealed } }
    /// How many entries a quorum of witnesses has seen.
    var witnessed: UInt64 { state.withLock { $0.witnessed } }
    var commits: UInt64 { state.withLock { $0.commits } }
    /// Checkpoints that became durable since the start.
    var seals: UInt64 { state.withLock { $0.seals } }
    /// The time within which 99 of 100 entries went from accepted to sealed, in milliseconds.
    var sealLag: Double { state.withLock { $0.lag.milliseconds(0.99) } }
    /// How long ago a checkpoint became durable; nil if none did since the start.
    var sinceSeal: Duration? { state.withLock { $0.lastSeal }.map { ContinuousClock.now - $0 } }
    /// Why nothing can be written, while that is so.
    var trouble: (why: String, since: Timestamp)? { state.withLock { $0.notWritable } }

    func committed(_ size: UInt64, endsTrouble: Bool = true) {
        let sealers = state.withLock { state in
            state.committed = size
            state.commits += 1
            if endsTrouble { state.notWritable = nil }
            state.lag.accepted(size, at: .now)
            defer { state.sealers = [] }
            return state.sealers
        }
        for sealer in sealers { sealer.resume() }
    }

    func sealed(_ size: UInt64) {
        let ready = state.withLock { state in
            state.sealed = max(state.sealed, size)
            state.seals += 1
            state.lastSeal = .now
            state.lag.sealed(size, at: .now)
            let sealed = state.sealed
            let ready = state.waiting.filter { $0.index < sealed }
            state.waiting.removeAll { $0.index < sealed }
            return ready
        }
        for one in ready { one.continuation.resume() }
        changes.publish(.sealed(size))
    }

    func witnessed(_ size: UInt64) {
        let ready = state.withLock { state in
            state.witnessed = max(state.witnessed, size)
            let ready = state.watching.filter { $0.value.index < state.witnessed }
            for number in ready.keys { state.watching[number] = nil }
            return ready.values.map(\.continuation)
        }
        for one in ready { one.resume() }
    }

    /// Returns once a quorum has seen the entry; false if sealing ended before, or the task was cancelled.
    func waitUntilWitnessed(_ index: UInt64) async -> Bool {
        let number = state.withLock { state in
            state.nextWatcher += 1
            return state.nextWatcher
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let now = state.withLock { state in
                    // Looked at under the lock: whoever cancels takes the continuation out under it as well.
                    if index < state.witnessed || state.isOver || Task.isCancelled { return true }
                    state.watching[number] = (index, continuation)
                    return false
                }
                if now { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.watching.removeValue(forKey: number) }?.continuation.resume()
        }
        return state.withLock { index < $0.witnessed }
    }

    func notWritable(_ why: String, at now: Timestamp) {
        state.withLock { $0.notWritable = (why, $0.notWritable?.since ?? now) }
    }

    /// Returns once there is something that is not sealed yet, or at once when woken to stop.
    func waitForWork(beyond size: UInt64) async {
        await withCheckedContinuation { continuation in
            let now = state.withLock { state in
                if state.committed > size || state.isOver { return true }
                state.sealers.append(continuation)
                return false
            }
            if now { continuation.resume() }
        }
    }

    /// Returns once the entry is covered by a signed checkpoint that is durable; false if sealing ended before.
    func waitUntilSealed(_ index: UInt64) async -> Bool {
        await withCheckedContinuation { continuation in
            let now = state.withLock { state in
                if index < state.sealed || state.isOver { return true }
                state.waiting.append((index, continuation))
                return false
            }
            if now { continuation.resume() }
        }
        return state.withLock { index < $0.sealed }
    }

    /// A new round of sealing begins.
    func begin() { state.withLock { $0.isOver = false } }

    /// Lets everybody go who waits, at the end; who comes later does not wait.
    func wakeAll() {
        let all = state.withLock { state in
            state.isOver = true
            let watching = state.watching.values.map(\.continuation)
            defer {
                state.watching = [:]
                state.sealers = []
                state.waiting = []
            }
            return state.sealers + state.waiting.map(\.continuation) + watching
        }
        for one in all { one.resume() }
    }
}
