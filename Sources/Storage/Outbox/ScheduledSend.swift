public import Conversations
public import Ledger
import SQL

/// An act that waits for its own time.
public struct ScheduledSend: Sendable {
    public var send: EventID
    public var conversation: ConversationID
    public var at: Timestamp
}

extension Store {
    /// Acts whose time has come, the earliest first.
    public func dueSends(at now: Timestamp, limit: Int = 64) throws -> [ScheduledSend] {
        try readers.read { connection in
            try connection.query(
                "SELECT send, conversation, due_at FROM outbox WHERE phase = 'scheduled' AND due_at <= $1 ORDER BY due_at, send LIMIT $2",
                .integer(now.milliseconds), .integer(limit)
            ) { (row) throws(SQLError) in (try row.blob(0), try row.blob(1), try row.int64(2)) }.compactMap { row in
                guard let send = EventID(row.0), let conversation = StreamID(row.1) else { return nil }
                return ScheduledSend(send: send, conversation: ConversationID(conversation), at: Timestamp(milliseconds: row.2))
            }
        }
    }

    /// When the next act goes out by itself; nil where none waits.
    public func nextDueSend() throws -> Timestamp? {
        try readers.read { connection in
            try connection.first("SELECT min(due_at) FROM outbox WHERE phase = 'scheduled'") {
                (row) throws(SQLError) in try row.optionalInt64(0)
            } ?? nil
        }.map { Timestamp(milliseconds: $0) }
    }
}
