import Conversations
import Synchronization

/// Tells listeners of every commit and checkpoint; one that is slow loses the oldest, and the writer never waits.
public final class ChangeFeed: Sendable {
    private struct State {
        var listeners: [Int: AsyncStream<LedgerChange>.Continuation] = [:]
        var next = 0
    }
    private let state = Mutex(State())

    /// Whether anybody would hear.
    var isHeard: Bool { state.withLock { !$0.listeners.isEmpty } }

    /// Everything from now on, to the end of the task that reads it.
    /// - Parameter limit: so many changes wait for a slow listener; it sees from the indexes that some are missing.
    public func listen(limit: Int = 1_024) -> AsyncStream<LedgerChange> {
        let (stream, continuation) = AsyncStream.makeStream(of: LedgerChange.self, bufferingPolicy: .bufferingNewest(limit))
        let number = state.withLock { state in
            state.next += 1
            state.listeners[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in self?.leave(number) }
        return stream
    }

    func publish(_ change: LedgerChange) {
        // Outside the lock: a listener that ends at this moment takes the lock itself.
        let listeners = state.withLock { Array($0.listeners.values) }
        for listener in listeners { listener.yield(change) }
    }

    private func leave(_ number: Int) {
        // What is taken out is released after the lock: releasing a listener may end it, which comes back here.
        let left = state.withLock { $0.listeners.removeValue(forKey: number) }
        _ = left
    }
}

extension Store {
    /// Commits and checkpoints as they become durable.
    public var changes: ChangeFeed { progress.changes }
}
