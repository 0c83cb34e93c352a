public import Conversations
public import Ledger
import SQL

/// A row of the inbox.
public struct InboxRow: Sendable {
    public var id: ConversationID
    public var began: ChannelKind
    public var status: String
    public var due: Timestamp?
    public var turnStart: Timestamp?
    public var assigned: StaffID?
    public var priority: Int
    public var inbound: Int
    public var outbound: Int
    public var sequence: UInt64
    public var updated: Timestamp
    public var route: String?
    public var labels: [String]
}

extension Store {
    /// Open conversations by next due, then the rest by newest; `after` continues a page.
    public func inbox(openOnly: Bool, limit: Int) throws -> [InboxRow] {
        let order =
            openOnly ? "WHERE status = 0 ORDER BY due IS NULL, due, updated DESC" : "ORDER BY status, due IS NULL, due, updated DESC"
        return try readers.read { connection in
            try connection.query(
                """
                SELECT id, began, status, due, turn_start, assigned, priority, inbound, outbound, sequence, updated, route, labels
                FROM conversation \(order) LIMIT $1
                """, .integer(limit)
            ) { (row) throws(SQLError) in
                InboxRow(
                    id: ConversationID(StreamID(try row.blob(0))!),  // written by the projection from a stream id
                    began: ChannelKind(rawValue: UInt8(clamping: try row.int64(1))) ?? .plainEmail,
                    status: ["open", "resolved", "merged"][min(2, max(0, try row.int(2)))],
                    due: try row.optionalInt64(3).map { Timestamp(milliseconds: $0) },
                    turnStart: try row.optionalInt64(4).map { Timestamp(milliseconds: $0) },
                    assigned: try row.optionalBlob(5).flatMap { StreamID($0) }.map { StaffID($0) }, priority: try row.int(6),
                    inbound: try row.int(7), outbound: try row.int(8), sequence: UInt64(try row.int64(9)),
                    updated: Timestamp(milliseconds: try row.int64(10)), route: try row.optionalText(11),
                    labels: try row.text(12).split(separator: " ").map(String.init))
            }
        }
    }

    /// The conversation and handoff that a link's token names.
    public func handoff(token: KeyedHash) throws -> (conversation: ConversationID, handoff: EventID)? {
        try readers.read { connection in
            try connection.first("SELECT conversation, handoff FROM handoff WHERE token = $1", .blob(token.bytes)) {
                (row) throws(SQLError) in
                (try row.blob(0), try row.blob(1))
            }
        }.flatMap { row in
            guard let conversation = StreamID(row.0), let handoff = EventID(row.1) else { return nil }
            return (ConversationID(conversation), handoff)
        }
    }

    /// How many messages wait in quarantine, by reason.
    public func quarantined() throws -> [(why: String, count: Int)] {
        try readers.read { connection in
            try connection.query("SELECT why, count(*) FROM quarantined WHERE released IS NULL GROUP BY why ORDER BY why") {
                (row) throws(SQLError) in (try row.text(0), try row.int(1))
            }
        }
    }

    /// A counter of what left no other trace, such as refused signatures.
    public func counter(_ name: String) throws -> Int64 {
        try readers.read { connection in
            try connection.first("SELECT value FROM counter WHERE name = $1", .text(name)) { (row) throws(SQLError) in try row.int64(0) }
        } ?? 0
    }

    public func count(_ name: String, by number: Int64 = 1) async throws(StorageError) {
        try await note { connection in
            try connection.run(
                "INSERT INTO counter(name, value) VALUES ($1, $2) ON CONFLICT(name) DO UPDATE SET value = value + $2", .text(name),
                .integer(number))
        }
    }
}

extension Store {
    /// The conversation and event id of a message by the key that knows it when it is delivered again.
    public func message(duplicateKey: KeyedHash) throws -> (conversation: ConversationID, message: EventID)? {
        try readers.read { connection in
            let index = try connection.first("SELECT idx FROM duplicate WHERE key = $1", .blob(duplicateKey.bytes)) {
                (row) throws(SQLError) in
                UInt64(try row.int64(0))
            }
            guard let index, let entry = try EntryReader(connection: connection, keys: keys).folded(at: index) else { return nil }
            // The part that keeps it stands behind the root, which may be another one by now.
            return entry.conversationIDs.last.map { ($0, entry.leaf.eventID) }
        }
    }
}

extension Store {
    /// The conversation in which somebody with this address wrote last to a channel account.
    public func conversation(of identity: KeyedHash, on account: ChannelAccountID) throws -> ConversationID? {
        try readers.read { connection in
            try connection.first(
                "SELECT p.conversation FROM identity i JOIN party_conversation p ON p.party = i.party WHERE i.key = $1 AND p.account = $2",
                .blob(identity.bytes), .blob(account.stream.bytes)
            ) { (row) throws(SQLError) in try row.blob(0) }
        }.flatMap { StreamID($0) }.map { ConversationID($0) }
    }

    /// The conversation that a message's or a thread's id on its network leads to.
    public func conversation(thread key: KeyedHash) throws -> ConversationID? {
        try readers.read { connection in
            try connection.first("SELECT conversation FROM thread_key WHERE key = $1", .blob(key.bytes)) { (row) throws(SQLError) in
                try row.blob(0)
            }
        }.flatMap { StreamID($0) }.map { ConversationID($0) }
    }
}

extension Store {
    /// Where a connector goes on reading.
    public func cursor(_ name: String) throws -> [UInt8]? {
        try readers.read { connection in
            try connection.first("SELECT value FROM cursor WHERE name = $1", .text(name)) { (row) throws(SQLError) in try row.blob(0) }
        }
    }

    public func keep(cursor name: String, _ value: [UInt8]) async throws(StorageError) {
        try await note { connection in
            try connection.run(
                "INSERT INTO cursor(name, value) VALUES ($1, $2) ON CONFLICT(name) DO UPDATE SET value = $2", .text(name), .blob(value))
        }
    }
}
