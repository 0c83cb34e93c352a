import Conversations
import SQL

extension Projection {
    /// Messages that wait for a person before anybody reads them.
    static let quarantine = Projection(
        name: "quarantine", version: 2, tables: ["quarantined"],
        schema: """
            CREATE TABLE quarantined(message BLOB PRIMARY KEY, idx INTEGER NOT NULL, why TEXT NOT NULL, at INTEGER NOT NULL,
                released INTEGER) STRICT, WITHOUT ROWID;
            """
    ) { step, connection in
        for event in step.entry.events ?? [] {
            switch event {
            case .quarantined(let quarantined):
                try connection.run(
                    "INSERT INTO quarantined(message, idx, why, at) VALUES ($1, $2, $3, $4)",
                    .blob(step.entry.leaf.eventID.bytes),
                    .integer(Int64(step.entry.index)), .text(quarantined.why.rawValue), .integer(step.entry.at.milliseconds))
            case .released(let released):
                try connection.run(
                    "UPDATE quarantined SET released = $2 WHERE message = $1", .blob(released.message.bytes),
                    .integer(step.entry.at.milliseconds))
            default: break
            }
        }
    } forget: { entry, connection in
        for event in entry.events ?? [] {
            switch event {
            case .quarantined: try connection.run("DELETE FROM quarantined WHERE message = $1", .blob(entry.leaf.eventID.bytes))
            case .released(let released):
                try connection.run("UPDATE quarantined SET released = NULL WHERE message = $1", .blob(released.message.bytes))
            default: break
            }
        }
    }
}
