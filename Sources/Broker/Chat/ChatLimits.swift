import Conversations
import Synchronization

/// What one visitor, and one address with all its visitors, may do to the chat.
public final class ChatLimits: Sendable {
    /// A message is at most so many bytes of UTF-8.
    public static let messageBytes = 4_096
    /// Streams that one visit may hold open: the tabs of a browser.
    static let streamsOfVisit = 4
    /// Streams that one address may hold open: the visitors behind one router.
    static let streamsOfAddress = 64
    /// Streams altogether.
    static let streams = 4_000

    private struct State {
        var messages = RateTable(RateLimit(burst: 12, interval: 3_000))
        var messagesOfAddress = RateTable(RateLimit(burst: 120, interval: 500))
        var visits = RateTable(RateLimit(burst: 30, interval: 2_000))
        var streams = RateTable(RateLimit(burst: 120, interval: 500))
    }
    private let state = Mutex(State())

    init() {}

    /// Nil if the message may come in, else how many seconds to wait.
    func message(of visit: ChatVisit, from address: String, at now: Timestamp) -> Int? {
        state.withLock { $0.messagesOfAddress.take(address, at: now) ?? $0.messages.take(visit.address, at: now) }
    }

    func visit(from address: String, at now: Timestamp) -> Int? { state.withLock { $0.visits.take(address, at: now) } }

    /// Opening and closing again and again reads a conversation each time.
    func reading(from address: String, at now: Timestamp) -> Int? { state.withLock { $0.streams.take(address, at: now) } }
}
