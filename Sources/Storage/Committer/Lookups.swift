import Conversations
import Ledger
import SQL

/// Finds what an incoming message's evidence leads to, on the committer's own connection, so that nothing can come in between.
struct Lookups {
    let connection: Connection

    /// Whether the message came before.
    func isDuplicate(_ key: KeyedHash) throws -> Bool {
        let statement = try connection.prepare(fixed: "SELECT 1 FROM duplicate WHERE key = $1")
        try statement.bind(1, key.bytes)
        defer { statement.reset() }
        return try statement.step()
    }

    /// Remembers a message for as long as the ledger lives.
    func remember(_ key: KeyedHash, _ index: UInt64) throws {
        let statement = try connection.prepare(fixed: "INSERT OR IGNORE INTO duplicate(key, idx) VALUES ($1, $2)")
        try statement.bind(1, key.bytes)
        try statement.bind(2, Int64(index))
        try statement.run()
    }

    /// The message is known by another entry from now on: the one that let it in.
    func move(_ key: KeyedHash, to index: UInt64) throws {
        try connection.run("UPDATE duplicate SET idx = $2 WHERE key = $1", .blob(key.bytes), .integer(Int64(index)))
    }

    func isKnown(_ event: EventID) throws -> UInt64? {
        let statement = try connection.prepare(fixed: "SELECT idx FROM known WHERE event = $1")
        try statement.bind(1, event.bytes)
        defer { statement.reset() }
        return try statement.step() ? UInt64(try statement.row.int64(0)) : nil
    }

    /// The entries under the keys of an identity that an erasure before has not reached.
    func entries(under identity: KeyedHash) throws -> [EntryRange] {
        EntryRange.ranges(
            of: try connection.query(
                "SELECT idx FROM owner_entry WHERE owner = $1 AND idx NOT IN (SELECT idx FROM erased_field WHERE field = 1) ORDER BY idx",
                .blob(identity.bytes)
            ) { (row) throws(SQLError) in UInt64(try row.int64(0)) })
    }

    /// The conversations that the evidence names, strongest first, and the author's party.
    func follow(_ incoming: Incoming) throws -> Found {
        var found = Found()
        func add(_ evidence: ThreadEvidence, _ conversation: ConversationID) {
            if !found.conversations.contains(where: { $0.conversation == conversation }) {
                found.conversations.append((evidence, conversation))
            }
        }
        if let token = incoming.trail.replyToken { add(.replyToken, token) }
        for key in incoming.trail.parents + [incoming.threadKey].compactMap({ $0 }) {
            if let conversation = try conversation(of: key) { add(.parent, conversation) }
        }
        for key in incoming.trail.references {
            if let conversation = try conversation(of: key) { add(.references, conversation) }
        }
        found.party = try party(of: incoming.author.identity.key)
        if let party = found.party {
            let (own, others) = try conversations(of: party, on: incoming.channelAccount)
            if let own { add(.sameAccount, own) }
            for other in others { add(.provedIdentity, other) }
        }
        return found
    }

    // A party has one row for each of our accounts that it wrote to, a thread and an identity mostly one: their order is made here, since
    // for `ORDER BY … LIMIT` SQLite makes a table of its own each time.

    /// A party's conversation on an account, and the newest four on others.
    private func conversations(of party: PartyID, on account: ChannelAccountID) throws -> (ConversationID?, [ConversationID]) {
        let statement = try connection.prepare(fixed: "SELECT conversation, account = $2, idx FROM party_conversation WHERE party = $1")
        try statement.bind(1, party.stream.bytes)
        try statement.bind(2, account.stream.bytes)
        defer { statement.reset() }
        var own: ConversationID?
        var others: [(index: Int64, conversation: ConversationID)] = []
        while try statement.step() {
            guard let id = StreamID(try statement.row.blob(0)).map({ ConversationID($0) }) else { continue }
            if try statement.row.int64(1) == 1 { own = id } else { others.append((try statement.row.int64(2), id)) }
        }
        return (own, others.sorted { $0.index > $1.index }.prefix(4).map(\.conversation))
    }

    private func conversation(of key: KeyedHash) throws -> ConversationID? {
        let statement = try connection.prepare(fixed: "SELECT conversation, idx FROM thread_key WHERE key = $1")
        try statement.bind(1, key.bytes)
        return try first(of: statement) { $0 < $1 }.map { ConversationID($0) }
    }

    private func party(of key: KeyedHash) throws -> PartyID? {
        let statement = try connection.prepare(fixed: "SELECT party, idx FROM identity WHERE key = $1")
        try statement.bind(1, key.bytes)
        return try first(of: statement) { $0 > $1 }.map { PartyID($0) }
    }

    /// The stream whose entry's index comes first.
    private func first(of statement: Statement, by comesFirst: (Int64, Int64) -> Bool) throws -> StreamID? {
        defer { statement.reset() }
        var first: (index: Int64, stream: [UInt8])?
        while try statement.step() {
            let index = try statement.row.int64(1)
            if first.map({ comesFirst(index, $0.index) }) ?? true { first = (index, try statement.row.blob(0)) }
        }
        return first.flatMap { StreamID($0.stream) }
    }
}
