import Conversations
import Synchronization

/// Who looked at what lately: one entry a person, subject and quarter of an hour (law 8).
final class RecentLooks<Subject: Hashable & Sendable>: Sendable {
    private struct Key: Hashable {
        var staff: StaffID
        var subject: Subject
    }
    private let seen = Mutex<[Key: Timestamp]>([:])
    private let window: Int64 = 15 * 60 * 1_000
    private let limit = 100_000

    /// Whether looking now needs an entry of its own.
    func isNew(_ staff: StaffID, _ subject: Subject, at now: Timestamp) -> Bool {
        seen.withLock { seen in
            guard let last = seen[Key(staff: staff, subject: subject)] else { return true }
            return now.milliseconds(since: last) >= window
        }
    }

    /// The entry is durable.
    func note(_ staff: StaffID, _ subject: Subject, at now: Timestamp) {
        seen.withLock { seen in
            if seen.count >= limit {
                seen = seen.filter { now.milliseconds(since: $0.value) < window }
                if seen.count >= limit { seen.removeAll() }
            }
            seen[Key(staff: staff, subject: subject)] = now
        }
    }
}
