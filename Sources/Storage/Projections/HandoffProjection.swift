import Conversations
import SQL

extension Projection {
    /// Handoffs that have not come to an end, by the instant at which they end by themselves.
    static let handoffs = Projection(
        name: "handoffs", version: 1, tables: ["open_handoff"],
        schema: """
            CREATE TABLE open_handoff(handoff BLOB PRIMARY KEY, conversation BLOB NOT NULL, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            CREATE INDEX open_handoff_until ON open_handoff(until);
            """
    ) { step, connection in
        for event in step.entry.events ?? [] {
            switch event {
            case .handoffOffered(let offered):
                // The part that a handoff belongs to stands behind the root.
                guard let id = step.entry.conversationIDs.last else { continue }
                try connection.run(
                    "INSERT OR REPLACE INTO open_handoff(handoff, conversation, until) VALUES ($1, $2, $3)", .blob(offered.handoff.bytes),
                    .blob(id.stream.bytes), .integer(offered.expires.milliseconds))
            case .handoffRefused(let refused) where refused.attempts >= Handoff.attemptsAllowed:
                try connection.run("UPDATE open_handoff SET until = 0 WHERE handoff = $1", .blob(refused.handoff.bytes))
            case .mailboxNamed(let named):
                try connection.run(
                    "UPDATE open_handoff SET until = max(until, $2) WHERE handoff = $1 AND until > 0", .blob(named.handoff.bytes),
                    .integer(named.expires.milliseconds))
            case .handoffJoined(let joined):
                try connection.run("DELETE FROM open_handoff WHERE handoff = $1", .blob(joined.handoff.bytes))
            case .handoffLapsed(let lapsed):
                try connection.run("DELETE FROM open_handoff WHERE handoff = $1", .blob(lapsed.handoff.bytes))
            case .handoffReturned(let returned):
                try connection.run("DELETE FROM open_handoff WHERE handoff = $1", .blob(returned.handoff.bytes))
            default: break
            }
        }
    } forget: { entry, connection in
        for case .handoffOffered(let offered) in entry.events ?? [] {
            try connection.run("DELETE FROM open_handoff WHERE handoff = $1", .blob(offered.handoff.bytes))
        }
    }
}
