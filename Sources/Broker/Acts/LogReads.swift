import Conversations
import Synchronization

/// Who read which part of the log's own entries lately: one entry a person, part and quarter of an hour (law 8). Of a whole log that somebody
/// copies, that makes one for every 65,536 entries.
final class LogReads: Sendable {
    /// So many entries of the log, from the first of a part on, are one part.
    static let part: UInt64 = 1 << 16

    private struct Key: Hashable {
        var staff: StaffID
        var part: UInt64
    }
    private let seen = Mutex<[Key: Timestamp]>([:])
    private static let window: Int64 = 15 * 60 * 1_000
    private static let limit = 10_000

    /// Whether reading the entry at this index needs an entry of its own now.
    func isNew(_ staff: StaffID, _ index: UInt64, at now: Timestamp) -> Bool {
        seen.withLock { seen in
            guard let last = seen[Key(staff: staff, part: index / Self.part)] else { return true }
            return now.milliseconds(since: last) >= Self.window
        }
    }

    /// The entry is durable.
    func note(_ staff: StaffID, _ index: UInt64, at now: Timestamp) {
        seen.withLock { seen in
            if seen.count >= Self.limit {
                seen = seen.filter { now.milliseconds(since: $0.value) < Self.window }
                if seen.count >= Self.limit { seen.removeAll() }
            }
            seen[Key(staff: staff, part: index / Self.part)] = now
        }
    }
}
