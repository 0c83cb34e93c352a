public import Conversations
public import Ledger
import SQL

extension Store {
    /// A message in quarantine, without a word of it.
    public struct WaitingMessage: Sendable {
        public var message: EventID
        public var why: String
        public var at: Timestamp
        public var channel: ChannelKind?
        public var published: Timestamp?
        /// Where its evidence led when it came.
        public var conversation: ConversationID?
    }

    /// Messages that wait for a person, oldest first.
    public func waitingMessages(limit: Int) throws -> [WaitingMessage] {
        try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            return try connection.query(
                "SELECT idx, why, at FROM quarantined WHERE released IS NULL ORDER BY idx LIMIT $1", .integer(limit)
            ) { (row) throws(SQLError) in
                (index: UInt64(try row.int64(0)), why: try row.text(1), at: Timestamp(milliseconds: try row.int64(2)))
            }.compactMap { row in
                guard let entry = try reader.folded(at: row.index) else { return nil }
                var named: ConversationID?
                for case .waits(let waits) in entry.events ?? [] { named = waits.conversation }
                return WaitingMessage(
                    message: entry.leaf.eventID, why: row.why, at: row.at, channel: ChannelKind(rawValue: entry.leaf.channelKind),
                    published: entry.leaf.sourceTime.map { Timestamp(milliseconds: $0) }, conversation: named)
            }
        }
    }
}
