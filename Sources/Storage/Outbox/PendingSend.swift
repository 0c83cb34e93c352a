public import Conversations
public import Ledger
import SQL

/// An act that waits for its connector.
public struct PendingSend: Sendable {
    public var send: EventID
    public var conversation: ConversationID
    /// Index of the entry that let it go; it must be sealed first.
    public var queuedIndex: UInt64
    public var phase: String
    public var tries: Int
}

extension Store {
    /// Acts in a phase that no lease covers, oldest first.
    public func pendingSends(phase: String, at now: Timestamp, limit: Int = 64) throws -> [PendingSend] {
        try readers.read { connection in
            try connection.query(
                """
                SELECT o.send, o.conversation, o.queued_idx, o.phase, coalesce(a.tries, 0) FROM outbox o LEFT JOIN attempt a ON a.send = o.send
                WHERE o.phase = $1 AND o.queued_idx IS NOT NULL AND coalesce(a.lease_until, 0) <= $2 AND coalesce(a.next_at, 0) <= $2
                ORDER BY o.queued_idx LIMIT $3
                """, .text(phase), .integer(now.milliseconds), .integer(limit)
            ) { (row) throws(SQLError) in
                (try row.blob(0), try row.blob(1), UInt64(try row.int64(2)), try row.text(3), try row.int(4))
            }.compactMap { row in
                guard let send = EventID(row.0), let conversation = StreamID(row.1) else { return nil }
                return PendingSend(
                    send: send, conversation: ConversationID(conversation), queuedIndex: row.2, phase: row.3, tries: row.4)
            }
        }
    }

    /// Takes the lease of a send; durable before the connector is called. False if somebody else has it, or if it was
    /// reported meanwhile.
    public func lease(_ send: EventID, until: Timestamp, at now: Timestamp) async throws(StorageError) -> Bool {
        let taken = Flag()
        try await note { connection in
            let rows = try connection.run(
                """
                INSERT INTO attempt(send, lease_until, tries, next_at)
                SELECT $1, $2, 1, 0 WHERE EXISTS (SELECT 1 FROM outbox WHERE send = $1 AND phase IN ('queued', 'unknown'))
                ON CONFLICT(send) DO UPDATE SET lease_until = $2, tries = tries + 1 WHERE lease_until <= $3
                """, .blob(send.bytes), .integer(until.milliseconds), .integer(now.milliseconds))
            taken.set(rows > 0)
        }
        return taken.value
    }

    /// Gives a lease back, to try again not before an instant.
    public func release(_ send: EventID, nextAt: Timestamp) async throws(StorageError) {
        try await note { connection in
            try connection.run(
                "UPDATE attempt SET lease_until = 0, next_at = $2 WHERE send = $1", .blob(send.bytes), .integer(nextAt.milliseconds))
        }
    }

    /// Gives every lease back: a server that starts is the only one, and whoever held them is gone.
    public func releaseAllLeases(nextAt: Timestamp) async throws(StorageError) {
        try await note { connection in
            try connection.run("UPDATE attempt SET lease_until = 0, next_at = $1 WHERE lease_until > 0", .integer(nextAt.milliseconds))
        }
    }

    /// Sends whose attempt began and whose answer never came: after a crash nobody knows what became of them.
    public func interruptedSends(at now: Timestamp) throws -> [PendingSend] {
        try readers.read { connection in
            try connection.query(
                """
                SELECT o.send, o.conversation, o.queued_idx, o.phase, a.tries FROM outbox o JOIN attempt a ON a.send = o.send
                WHERE o.phase = 'queued' AND o.queued_idx IS NOT NULL AND a.lease_until > 0 AND a.lease_until <= $1
                """, .integer(now.milliseconds)
            ) { (row) throws(SQLError) in
                (try row.blob(0), try row.blob(1), UInt64(try row.int64(2)), try row.text(3), try row.int(4))
            }.compactMap { row in
                guard let send = EventID(row.0), let conversation = StreamID(row.1) else { return nil }
                return PendingSend(send: send, conversation: ConversationID(conversation), queuedIndex: row.2, phase: row.3, tries: row.4)
            }
        }
    }
}

extension Store {
    /// Whose keys sealed the entry that first submitted a send, so that its receipt is sealed by the same.
    public func owner(of send: EventID) throws -> KeyedHash? {
        guard let line = try entry(send) else { return nil }
        for event in line.events ?? [] {
            switch event {
            case .queued(let queued): return queued.recipient
            case .held(let held), .scheduled(let held): return held.queued.recipient
            default: break
            }
        }
        return nil
    }
}
