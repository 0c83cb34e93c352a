import Conversations
import Synchronization

/// Who saw which conversation lately: one entry a person, conversation and quarter of an hour (law 8).
final class Views: Sendable {
    private struct Key: Hashable {
        var staff: StaffID
        var conversation: ConversationID
    }
    private let seen = Mutex<[Key: Timestamp]>([:])
    private static let window: Int64 = 15 * 60 * 1_000
    private static let limit = 100_000

    /// Whether looking now needs an entry of its own.
    func isNew(_ staff: StaffID, _ conversation: ConversationID, at now: Timestamp) -> Bool {
        seen.withLock { seen in
            guard let last = seen[Key(staff: staff, conversation: conversation)] else { return true }
            return now.milliseconds(since: last) >= Self.window
        }
    }

    /// The entry is durable.
    func note(_ staff: StaffID, _ conversation: ConversationID, at now: Timestamp) {
        seen.withLock { seen in
            if seen.count >= Self.limit {
                seen = seen.filter { now.milliseconds(since: $0.value) < Self.window }
                if seen.count >= Self.limit { seen.removeAll() }
            }
            seen[Key(staff: staff, conversation: conversation)] = now
        }
    }
}
