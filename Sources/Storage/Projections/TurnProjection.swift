import Conversations
import SQL

extension Projection {
    /// Turns that have ended, for the measures: start, due, end, and when the answering agent had it.
    static let turns = Projection(
        name: "turns", version: 1, tables: ["turn"],
        schema: """
            CREATE TABLE turn(conversation BLOB NOT NULL, start INTEGER NOT NULL, due INTEGER, ended INTEGER NOT NULL, idx INTEGER NOT NULL,
                PRIMARY KEY(conversation, ended)) STRICT, WITHOUT ROWID;
            """
    ) { step, connection in
        guard let type = CommandType(rawValue: step.entry.leaf.commandType), type == .recordAccepted || type == .recordFound,
            step.entry.leaf.clock != nil, let id = step.entry.conversationIDs.first, let at = step.entry.leaf.sourceTime,
            let turn = step.states.conversations[id]?.clock.endedTurns.last(where: { $0.ended?.milliseconds == at })
        else { return }
        try connection.run(
            "INSERT OR REPLACE INTO turn(conversation, start, due, ended, idx) VALUES ($1, $2, $3, $4, $5)", .blob(id.stream.bytes),
            .integer(turn.start.milliseconds), turn.promise.map { .integer($0.due.milliseconds) } ?? .null, .integer(at),
            .integer(Int64(step.entry.index)))
    }
}
