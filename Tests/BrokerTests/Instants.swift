import Conversations
import Synchronization

/// A clock that a test sets.
final class Instants: Sendable {
    private let now: Mutex<Timestamp>
    init(_ first: Timestamp) { now = Mutex(first) }

    var next: Timestamp {
        get { now.withLock { $0 } }
        set { now.withLock { $0 = newValue } }
    }
}
