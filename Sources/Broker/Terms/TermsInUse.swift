public import Conversations
import Synchronization

/// The terms in force, read by many and changed by one.
public final class TermsInUse: Sendable {
    private let state: Mutex<Terms>

    public init(_ terms: Terms) { state = Mutex(terms) }

    public var now: Terms { state.withLock { $0 } }

    func set(_ terms: Terms) { state.withLock { $0 = terms } }

    func set(index: UInt64) { state.withLock { $0.index = index } }
}
