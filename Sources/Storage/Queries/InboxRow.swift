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
    /// Where the row stands among its like, ascending.
    public var place: Int64
    /// Indexes of the newest message and of the customer's newest; nil where there is none.
    public var newest: UInt64?
    public var heard: UInt64?
    /// The phase of the newest handoff.
    public var handoff: String?
    /// Acts that wait for an approval, and acts of which nobody knows whether they went out.
    public var held: Int
    public var unknown: Int
}

/// Which conversations a list shows. Each is one range of an index.
public enum InboxFilter: Sendable, Equatable {
    case open
    case resolved
    case assigned(StaffID)
    case unassigned
    case route(String)
    /// Invited to a more private channel, and not there yet.
    case moving
}

/// Where a page of the inbox ends, and the next one begins.
public struct InboxCursor: Sendable, Equatable {
    public var place: Int64
    public var id: ConversationID

    public init(place: Int64, id: ConversationID) {
        self.place = place
        self.id = id
    }
}

extension InboxFilter {
    /// The condition, with the values for `$1` and so on.
    fileprivate var condition: (sql: String, values: [Value]) {
        switch self {
        case .open: ("status = 0", [])
        case .resolved: ("status = 1", [])
        case .assigned(let staff): ("status = 0 AND assigned = $1", [.blob(staff.stream.bytes)])
        case .unassigned: ("status = 0 AND assigned IS NULL", [])
        case .route(let route): ("status = 0 AND route = $1", [.text(route)])
        case .moving: ("status = 0 AND handoff IN ('offered', 'opened')", [])
        }
    }
}

extension InboxRow {
    static let columns = """
        id, began, status, due, turn_start, assigned, priority, inbound, outbound, sequence, updated, route, labels, place, newest, heard,
        handoff, held, unknown
        """

    init(conversation row: Row) throws(SQLError) {
        id = ConversationID(StreamID(try row.blob(0))!)  // written by the projection from a stream id
        began = ChannelKind(rawValue: UInt8(clamping: try row.int64(1))) ?? .plainEmail
        status = ["open", "resolved", "merged"][min(2, max(0, try row.int(2)))]
        due = try row.optionalInt64(3).map { Timestamp(milliseconds: $0) }
        turnStart = try row.optionalInt64(4).map { Timestamp(milliseconds: $0) }
        assigned = try row.optionalBlob(5).flatMap { StreamID($0) }.map { StaffID($0) }
        priority = try row.int(6)
        inbound = try row.int(7)
        outbound = try row.int(8)
        sequence = UInt64(try row.int64(9))
        updated = Timestamp(milliseconds: try row.int64(10))
        route = try row.optionalText(11)
        labels = try row.text(12).split(separator: " ").map(String.init)
        place = try row.int64(13)
        newest = UInt64(exactly: try row.int64(14))
        heard = UInt64(exactly: try row.int64(15))
        handoff = try row.optionalText(16)
        held = try row.int(17)
        unknown = try row.int(18)
    }
}

extension Store {
    /// A page of the inbox: what is due first, then what waits for the customer, the newest first.
    /// - Parameter cursor: the last row of the page before.
    public func inbox(_ filter: InboxFilter, after cursor: InboxCursor?, limit: Int) throws -> [InboxRow] {
        var (condition, values) = filter.condition
        if let cursor {
            condition += " AND (place, id) > ($\(values.count + 1), $\(values.count + 2))"
            values += [.integer(cursor.place), .blob(cursor.id.stream.bytes)]
        }
        values.append(.integer(limit))
        let sql = "SELECT \(InboxRow.columns) FROM conversation WHERE \(condition) ORDER BY place, id LIMIT $\(values.count)"
        return try readers.read { [values] connection in try Self.rows(connection, sql, values) }
    }

    private static func rows(_ connection: Connection, _ sql: String, _ values: [Value]) throws(SQLError) -> [InboxRow] {
        let statement = try connection.prepare(sql)
        try statement.bind(values)
        var rows: [InboxRow] = []
        try statement.eachRow { (row) throws(SQLError) in rows.append(try InboxRow(conversation: row)) }
        return rows
    }

    /// How many conversations a list has, counted up to a limit; `before` counts only those due before an instant.
    public func inboxCount(_ filter: InboxFilter, before: Timestamp? = nil, limit: Int) throws -> Int {
        var (condition, values) = filter.condition
        if let before {
            condition += " AND place < $\(values.count + 1)"
            values.append(.integer(before.milliseconds))
        }
        values.append(.integer(limit))
        let sql = "SELECT count(*) FROM (SELECT 1 FROM conversation WHERE \(condition) LIMIT $\(values.count))"
        return try readers.read { [values] connection in
            let statement = try connection.prepare(sql)
            try statement.bind(values)
            defer { statement.reset() }
            return try statement.step() ? try statement.row.int(0) : 0
        }
    }

    /// Open conversations by next due, then the rest by newest.
    public func inbox(openOnly: Bool, limit: Int) throws -> [InboxRow] {
        let open = try inbox(.open, after: nil, limit: limit)
        if openOnly || open.count >= limit { return open }
        return try readers.read { connection in
            let sql = "SELECT \(InboxRow.columns) FROM conversation WHERE status > 0 ORDER BY status, place, id LIMIT $1"
            return open + (try Self.rows(connection, sql, [.integer(limit - open.count)]))
        }
    }

    /// The rows of single conversations, in no order.
    public func inbox(of ids: [ConversationID]) throws -> [InboxRow] {
        try readers.read { connection in
            let sql = "SELECT \(InboxRow.columns) FROM conversation WHERE id = $1"
            return try ids.flatMap { try Self.rows(connection, sql, [.blob($0.stream.bytes)]) }
        }
    }

    /// The teams that open conversations are with.
    public func routes() throws -> [String] {
        try readers.read { connection in
            // From one name to the next in the index: as many steps as there are names.
            try connection.query(
                """
                WITH RECURSIVE name(route) AS (
                    SELECT min(route) FROM conversation WHERE status = 0 AND route IS NOT NULL
                    UNION ALL SELECT (SELECT min(route) FROM conversation WHERE status = 0 AND route > name.route) FROM name
                    WHERE name.route IS NOT NULL)
                SELECT route FROM name WHERE route IS NOT NULL LIMIT 100
                """
            ) { (row) throws(SQLError) in try row.text(0) }
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
    /// Whether anything may have come from this address; false is certain, and known without looking into a file.
    public func mayKnow(_ identity: KeyedHash) -> Bool { keys.mayHold(KeyIdentity(high: identity.high, low: identity.low)) }

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
    /// Every conversation that a thread's id on its network leads to, oldest first: more than one only where an erasure came between.
    public func conversations(thread key: KeyedHash) throws -> [ConversationID] {
        try readers.read { connection in
            try connection.query("SELECT conversation FROM thread_key WHERE key = $1 ORDER BY idx", .blob(key.bytes)) {
                (row) throws(SQLError) in try row.blob(0)
            }
        }.compactMap { StreamID($0) }.map { ConversationID($0) }
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
