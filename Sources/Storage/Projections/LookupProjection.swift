import Conversations
import SQL

extension Projection {
    /// By what an incoming message finds its conversation, and what is known already.
    static let lookups = Projection(
        name: "lookups", version: 1, tables: ["duplicate", "thread_key", "identity", "party_conversation", "handoff"],
        schema: """
            CREATE TABLE duplicate(key BLOB PRIMARY KEY, idx INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE thread_key(key BLOB PRIMARY KEY, conversation BLOB NOT NULL, idx INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE identity(key BLOB PRIMARY KEY, party BLOB NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE party_conversation(party BLOB NOT NULL, account BLOB NOT NULL, conversation BLOB NOT NULL,
                PRIMARY KEY(party, account)) STRICT, WITHOUT ROWID;
            CREATE TABLE handoff(token BLOB PRIMARY KEY, conversation BLOB NOT NULL, handoff BLOB NOT NULL) STRICT, WITHOUT ROWID;
            """
    ) { step, connection in
        let index = Int64(step.entry.index)
        let conversation = step.entry.conversationIDs
        for event in step.entry.events ?? [] {
            switch event {
            case .received(let received):
                try insert("INSERT OR IGNORE INTO duplicate(key, idx) VALUES ($1, $2)", received.duplicateKey.bytes, index, connection)
                // The part that the message belongs to stands behind the root.
                guard let part = conversation.last else { continue }
                for key in [received.providerKey, received.threadKey].compactMap({ $0 }) {
                    try keep(thread: key, part, index, connection)
                }
                try connection.run(
                    """
                    INSERT INTO party_conversation(party, account, conversation) VALUES ($1, $2, $3)
                    ON CONFLICT(party, account) DO UPDATE SET conversation = $3
                    """, .blob(received.party.stream.bytes), .blob(received.channelAccount.stream.bytes), .blob(part.stream.bytes))
            case .quarantined(let quarantined):
                try insert("INSERT OR IGNORE INTO duplicate(key, idx) VALUES ($1, $2)", quarantined.duplicateKey.bytes, index, connection)
            case .queued(let queued):
                if let key = queued.providerKey, let id = conversation.first { try keep(thread: key, id, index, connection) }
            case .accepted(let accepted):
                for key in [accepted.providerKey, accepted.threadKey].compactMap({ $0 }) {
                    if let id = conversation.first { try keep(thread: key, id, index, connection) }
                }
            case .sendFound(let found):
                for key in [found.providerKey, found.threadKey].compactMap({ $0 }) {
                    if let id = conversation.first { try keep(thread: key, id, index, connection) }
                }
            case .partyAdded(let added): try hold(added.identity, added.party, connection)
            case .identityRaised(let raised): try hold(raised.identity, raised.party, connection)
            case .identitiesJoined(let joined): try hold(joined.identity, joined.party, connection)
            case .erased(let erased): try connection.run("DELETE FROM identity WHERE key = $1", .blob(erased.identity.bytes))
            case .handoffOffered(let offered):
                guard let id = conversation.first else { continue }
                try connection.run(
                    "INSERT OR REPLACE INTO handoff(token, conversation, handoff) VALUES ($1, $2, $3)", .blob(offered.token.bytes),
                    .blob(id.stream.bytes), .blob(offered.handoff.bytes))
            default: break
            }
        }
    }

    private static func insert(_ sql: String, _ key: [UInt8], _ index: Int64, _ connection: Connection) throws {
        let statement = try connection.prepare(sql)
        try statement.bind(1, key)
        try statement.bind(2, index)
        try statement.run()
    }

    /// The first conversation that a key led to stays: a network may name one thread in many messages.
    private static func keep(thread key: KeyedHash, _ conversation: ConversationID, _ index: Int64, _ connection: Connection) throws {
        let statement = try connection.prepare("INSERT OR IGNORE INTO thread_key(key, conversation, idx) VALUES ($1, $2, $3)")
        try statement.bind(1, key.bytes)
        try statement.bind(2, conversation.stream.bytes)
        try statement.bind(3, index)
        try statement.run()
    }

    private static func hold(_ identity: Identity, _ party: PartyID, _ connection: Connection) throws {
        let statement = try connection.prepare("INSERT INTO identity(key, party) VALUES ($1, $2) ON CONFLICT(key) DO UPDATE SET party = $2")
        try statement.bind(1, identity.key.bytes)
        try statement.bind(2, party.stream.bytes)
        try statement.run()
    }
}
