public import Conversations
public import Ledger
import SQL

extension Store {
    /// A handoff that has not come to an end.
    public struct OpenHandoff: Sendable {
        public var conversation: ConversationID
        public var handoff: EventID
        /// When it ends by itself; long ago where its attempts are used up.
        public var until: Timestamp
    }

    /// Those whose time is over, longest ago first.
    public func dueHandoffs(at now: Timestamp, limit: Int) throws -> [OpenHandoff] {
        try handoffs(
            "SELECT conversation, handoff, until FROM open_handoff WHERE until <= $1 ORDER BY until LIMIT $2", .integer(now.milliseconds),
            .integer(limit))
    }

    /// All of them, by id, after the given one.
    public func openHandoffs(after: EventID?, limit: Int) throws -> [OpenHandoff] {
        try handoffs(
            "SELECT conversation, handoff, until FROM open_handoff WHERE handoff > $1 ORDER BY handoff LIMIT $2",
            .blob(after?.bytes ?? []), .integer(limit))
    }

    /// When the next one ends by itself; nil if none is open.
    public func nextHandoffEnd() throws -> Timestamp? {
        try readers.read { connection in
            try connection.first("SELECT min(until) FROM open_handoff") { (row) throws(SQLError) in try row.optionalInt64(0) } ?? nil
        }.map { Timestamp(milliseconds: $0) }
    }

    private func handoffs(_ sql: String, _ values: Value...) throws -> [OpenHandoff] {
        try readers.read { connection in
            let rows = try connection.prepare(sql)
            defer { rows.reset() }
            try rows.bind(values)
            var found: [OpenHandoff] = []
            while try rows.step() {
                guard let conversation = StreamID(try rows.row.blob(0)), let handoff = EventID(try rows.row.blob(1)) else { continue }
                found.append(
                    OpenHandoff(
                        conversation: ConversationID(conversation), handoff: handoff,
                        until: Timestamp(milliseconds: try rows.row.int64(2))))
            }
            return found
        }
    }
}
