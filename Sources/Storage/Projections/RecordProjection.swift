import Conversations
import Ledger
import SQL

extension Projection {
    /// Legal holds that stand, and requests for erasure that nobody has answered. No reason stands here: that is in the facts.
    static let records = Projection(
        name: "records", version: 1, tables: ["legal_hold", "erasure_asked", "retired"],
        schema: """
            CREATE TABLE legal_hold(event BLOB NOT NULL, stream BLOB NOT NULL, kind INTEGER NOT NULL, PRIMARY KEY(event, stream))
                STRICT, WITHOUT ROWID;
            CREATE TABLE erasure_asked(event BLOB PRIMARY KEY, party BLOB NOT NULL, identity BLOB NOT NULL, idx INTEGER NOT NULL)
                STRICT, WITHOUT ROWID;
            -- conversations whose time was over, with the entry that said so: until somebody touches them there is nothing to look for
            CREATE TABLE retired(stream BLOB PRIMARY KEY, idx INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            """
    ) { step, connection in
        let leaf = step.entry.leaf
        func hold(_ event: EventID, _ stream: StreamID, _ kind: StreamKind) throws {
            try connection.run(
                "INSERT OR IGNORE INTO legal_hold(event, stream, kind) VALUES ($1, $2, $3)", .blob(event.bytes), .blob(stream.bytes),
                .integer(Int64(kind.rawValue)))
        }
        switch CommandType(rawValue: leaf.commandType) {
        case .placeHold: for stream in leaf.streams where stream.kind != .agent { try hold(leaf.eventID, stream.id, stream.kind) }
        case .liftHold:
            for stream in leaf.streams where stream.kind != .agent {
                guard let placed = leaf.subject else { continue }
                try connection.run(
                    "DELETE FROM legal_hold WHERE event = $1 AND stream = $2", .blob(placed.bytes), .blob(stream.id.bytes))
            }
        case .split:
            guard let part = step.entry.conversationIDs.dropFirst().first else { return }
            for placed in step.states.conversations[part]?.holds ?? [] { try hold(placed, part.stream, .conversation) }
        case .askErasure:
            for case .erasureAsked(let asked) in step.entry.events ?? [] {
                guard let party = leaf.streams.first(where: { $0.kind == .party }) else { continue }
                try connection.run(
                    "INSERT OR IGNORE INTO erasure_asked(event, party, identity, idx) VALUES ($1, $2, $3, $4)", .blob(leaf.eventID.bytes),
                    .blob(party.id.bytes), .blob(asked.identity.bytes), .integer(Int64(step.entry.index)))
            }
        case .retire:
            guard let id = step.entry.conversationIDs.first else { return }
            try connection.run(
                "INSERT INTO retired(stream, idx) VALUES ($1, $2) ON CONFLICT(stream) DO UPDATE SET idx = max(idx, $2)",
                .blob(id.stream.bytes), .integer(Int64(step.entry.index)))
        case .declineErasure:
            guard let asked = leaf.subject else { return }
            try connection.run("DELETE FROM erasure_asked WHERE event = $1", .blob(asked.bytes))
        case .erase:
            for case .erased(let erased) in step.entry.events ?? [] {
                try connection.run("DELETE FROM erasure_asked WHERE identity = $1", .blob(erased.identity.bytes))
            }
        default: break
        }
    }
}
