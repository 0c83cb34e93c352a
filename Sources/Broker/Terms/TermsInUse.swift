public import Conversations
import Synchronization

/// The terms in force, read by many and changed by one.
public final class TermsInUse: Sendable {
    private let state: Mutex<Terms>
    /// One for the start and one for each change; of several that nobody has looked at yet the newest counts. For one reader.
    let changes: AsyncStream<Void>
    private let changed: AsyncStream<Void>.Continuation

    public init(_ terms: Terms) {
        state = Mutex(terms)
        (changes, changed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        changed.yield()
    }

    public var now: Terms { state.withLock { $0 } }

    func set(_ terms: Terms) {
        state.withLock { $0 = terms }
        changed.yield()
    }

    func set(index: UInt64) { state.withLock { $0.index = index } }
}
