public import Conversations
public import Ledger
import SQL

/// What the length of a conversation's keeping follows from, with everything that is merged into it.
public struct KeptConversation: Sendable {
    public var id: ConversationID
    public var subject: RetentionRule.Subject
    /// A customer waits for an answer.
    public var isWaiting: Bool
    /// Each part with its newest sequence, the conversation itself first.
    public var members: [(id: ConversationID, last: UInt64)]
    public var holds: [EventID]
    /// Entries that say something still.
    public var entries: Int
}

extension Store {
    /// Conversations without an act since a moment, in the order of their ids.
    public func quietConversations(since: Timestamp, after: ConversationID?, limit: Int) throws -> [ConversationID] {
        try readers.read { connection in
            try connection.query(
                """
                SELECT id FROM conversation c WHERE id > $1 AND status <> 2 AND updated <= $2 AND NOT EXISTS
                    (SELECT 1 FROM retired r WHERE r.stream = c.id AND r.idx >= c.last_idx) ORDER BY id LIMIT $3
                """,
                .blob(after?.stream.bytes ?? []), .integer(since.milliseconds), .integer(limit)
            ) { (row) throws(SQLError) in try row.blob(0) }
        }.compactMap { StreamID($0).map { ConversationID($0) } }
    }

    /// Every stream that a legal hold protects, with its holds.
    public func protected() throws -> [StreamID: Set<EventID>] {
        try readers.read { try Protection(reader: EntryReader(connection: $0, keys: keys)).all() }
    }

    /// What is kept of a conversation; nil if there is none of this id.
    /// - Parameter protected: what holds protect.
    public func kept(_ id: ConversationID, protected: [StreamID: Set<EventID>]) throws -> KeptConversation? {
        try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            var loader = StateLoader(reader: reader, isForPage: true)
            try loader.load(for: .view(id, purpose: ""))
            guard let root = loader.states.root(of: id) else { return nil }
            let members = loader.states.members(of: root)
            let lookups = Lookups(connection: connection)
            let entries = try members.reduce(0) { count, member in
                try count + lookups.entries(in: member.id.stream, reader).reduce(0) { $0 + Int($1.last - $1.first) + 1 }
            }
            let first = members.compactMap(\.inbound.first).min()
            return KeptConversation(
                id: root.id,
                subject: RetentionRule.Subject(
                    labels: Set(members.flatMap(\.labels).map { Label($0) }), product: members.lazy.compactMap(\.opened?.product).first,
                    complaint: members.compactMap(\.newestComplaint).max(), firstMessage: first ?? root.lastActivity,
                    lastAct: members.map(\.lastActivity).max() ?? root.lastActivity),
                isWaiting: root.clock.runningTurn != nil && root.isOpen, members: members.map { ($0.id, $0.head.sequence) },
                holds: members.reduce(into: Set<EventID>()) { $0.formUnion(protected[$1.id.stream] ?? []) }.sorted {
                    $0.description < $1.description
                }, entries: entries)
        }
    }

    /// The conversations that a customer is a party of.
    public func conversations(of party: PartyID) throws -> [ConversationID] {
        try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            return try reader.roots(namedBy: try reader.indexes(of: party.stream))
        }
    }
}
