import Conversations
import SQL

extension Projection {
    /// By what an incoming message finds its conversation, and what is known already.
    static let lookups = Projection(
        name: "lookups", version: 3, tables: ["thread_key", "identity", "party_conversation", "handoff"],
        schema: """
            -- idx is the first entry that said so; of several conversations the first one counts
            CREATE TABLE thread_key(key BLOB NOT NULL, conversation BLOB NOT NULL, idx INTEGER NOT NULL,
                PRIMARY KEY(key, conversation)) STRICT, WITHOUT ROWID;
            -- idx is the newest entry that said so; of several parties the newest one counts
            CREATE TABLE identity(key BLOB NOT NULL, party BLOB NOT NULL, idx INTEGER NOT NULL, PRIMARY KEY(key, party)) STRICT, WITHOUT ROWID;
            CREATE TABLE party_conversation(party BLOB NOT NULL, account BLOB NOT NULL, conversation BLOB NOT NULL, idx INTEGER NOT NULL,
                PRIMARY KEY(party, account)) STRICT, WITHOUT ROWID;
            CREATE TABLE handoff(token BLOB PRIMARY KEY, conversation BLOB NOT NULL, handoff BLOB NOT NULL) STRICT, WITHOUT ROWID;
            """
    ) { step, connection in
        let index = Int64(step.entry.index)
        // The part that a message or a send belongs to stands behind the root.
        let conversation = step.entry.conversationIDs.last
        for event in step.entry.events ?? [] {
            if let id = conversation { for key in event.threadKeys { try keep(thread: key, id, index, connection) } }
            switch event {
            case .received(let received):
                guard let conversation else { continue }
                let statement = try connection.prepare(
                    fixed: """
                        INSERT INTO party_conversation(party, account, conversation, idx) VALUES ($1, $2, $3, $4)
                        ON CONFLICT(party, account) DO UPDATE SET conversation = $3, idx = $4 WHERE idx <= $4
                        """)
                try statement.bind(1, received.party.stream.bytes)
                try statement.bind(2, received.channelAccount.stream.bytes)
                try statement.bind(3, conversation.stream.bytes)
                try statement.bind(4, index)
                try statement.run()
            case .partyAdded(let added): try hold(added.identity, added.party, index, connection)
            case .identityRaised(let raised): try hold(raised.identity, raised.party, index, connection)
            case .identitiesJoined(let joined): try hold(joined.identity, joined.party, index, connection)
            case .erased(let erased):
                try connection.run("DELETE FROM identity WHERE key = $1 AND idx <= $2", .blob(erased.identity.bytes), .integer(index))
            case .handoffOffered(let offered):
                guard let conversation else { continue }
                try connection.run(
                    "INSERT OR REPLACE INTO handoff(token, conversation, handoff) VALUES ($1, $2, $3)", .blob(offered.token.bytes),
                    .blob(conversation.stream.bytes), .blob(offered.handoff.bytes))
            default: break
            }
        }
    } forget: { entry, connection in
        guard let events = entry.events else { return }
        for event in events {
            if let id = entry.conversationIDs.last {
                for key in event.threadKeys {
                    try connection.run(
                        "DELETE FROM thread_key WHERE key = $1 AND conversation = $2", .blob(key.bytes), .blob(id.stream.bytes))
                }
            }
            switch event {
            case .received(let received):
                try connection.run(
                    "DELETE FROM party_conversation WHERE party = $1 AND account = $2", .blob(received.party.stream.bytes),
                    .blob(received.channelAccount.stream.bytes))
            case .partyAdded(let added): try drop(added.identity, added.party, connection)
            case .identityRaised(let raised): try drop(raised.identity, raised.party, connection)
            case .identitiesJoined(let joined): try drop(joined.identity, joined.party, connection)
            case .handoffOffered(let offered): try connection.run("DELETE FROM handoff WHERE token = $1", .blob(offered.token.bytes))
            default: break
            }
        }
    }

    private static func keep(thread key: KeyedHash, _ conversation: ConversationID, _ index: Int64, _ connection: Connection) throws {
        let statement = try connection.prepare(fixed: "INSERT OR IGNORE INTO thread_key(key, conversation, idx) VALUES ($1, $2, $3)")
        try statement.bind(1, key.bytes)
        try statement.bind(2, conversation.stream.bytes)
        try statement.bind(3, index)
        try statement.run()
    }

    private static func hold(_ identity: Identity, _ party: PartyID, _ index: Int64, _ connection: Connection) throws {
        // Somebody who only claims an address is not found by it.
        guard identity.assurance > .none else { return }
        let statement = try connection.prepare(
            fixed: "INSERT INTO identity(key, party, idx) VALUES ($1, $2, $3) ON CONFLICT(key, party) DO UPDATE SET idx = max(idx, $3)")
        try statement.bind(1, identity.key.bytes)
        try statement.bind(2, party.stream.bytes)
        try statement.bind(3, index)
        try statement.run()
    }

    private static func drop(_ identity: Identity, _ party: PartyID, _ connection: Connection) throws {
        try connection.run("DELETE FROM identity WHERE key = $1 AND party = $2", .blob(identity.key.bytes), .blob(party.stream.bytes))
    }
}

extension Event {
    /// Names of messages and threads on a network, by which a later message finds its conversation.
    fileprivate var threadKeys: [KeyedHash] {
        switch self {
        case .received(let received): [received.providerKey, received.threadKey].compactMap(\.self)
        case .queued(let queued): [queued.providerKey].compactMap(\.self)
        case .accepted(let accepted): [accepted.providerKey, accepted.threadKey].compactMap(\.self)
        case .sendFound(let found): [found.providerKey, found.threadKey].compactMap(\.self)
        default: []
        }
    }
}
