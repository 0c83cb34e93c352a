import Conversations
import SQL

extension Projection {
    /// Turns that have ended, for the measures: start, due, end, and when the answering agent had it.
    static let turns = Projection(
        name: "turns", version: 3, tables: ["turn"],
        schema: """
            CREATE TABLE turn(conversation BLOB NOT NULL, start INTEGER NOT NULL, due INTEGER, ended INTEGER NOT NULL, idx INTEGER NOT NULL,
                began INTEGER NOT NULL, route TEXT, assigned INTEGER, PRIMARY KEY(conversation, ended)) STRICT, WITHOUT ROWID;
            CREATE INDEX turn_ended ON turn(ended, began, route, start, due, assigned);
            """
    ) { step, connection in
        guard let type = CommandType(rawValue: step.entry.leaf.commandType), step.entry.leaf.clock != nil || type == .recordFailed,
            let at = step.entry.leaf.sourceTime,
            let id = step.entry.conversationIDs.first, let part = step.entry.conversationIDs.last,
            let state = step.states.conversations[id]
        else { return }
        let clock = state.clock
        let turn: Turn?
        switch type {
        case .recordAccepted, .recordFound: turn = clock.endedTurns.last { $0.ended?.milliseconds == at }
        case .recordFailed:
            // An answer came back: the turn that it had ended runs again, or was ended by the next answer.
            turn = clock.endedTurns.first { ($0.ended?.milliseconds ?? 0) >= at }
            if turn?.ended?.milliseconds != at {
                try connection.run(
                    "DELETE FROM turn WHERE conversation = $1 AND ended = $2", .blob(id.stream.bytes), .integer(at))
            }
        case .receive, .release:
            // A message that arrives late may belong to a turn that has ended, and make it begin earlier.
            let target = clock.parts.contains(part) ? part : clock.root
            let own = clock.turn(containing: Timestamp(milliseconds: at), of: target)
            turn = own?.ended.flatMap { ended in clock.endedTurns.last { $0.ended == ended } }
        default: turn = nil
        }
        guard let turn, let ended = turn.ended else { return }
        // Who had it when it ended is written once: an earlier start that is heard of later changes nothing about that.
        try connection.run(
            """
            INSERT INTO turn(conversation, start, due, ended, idx, began, route, assigned)
            VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT assigned FROM board WHERE conversation = $1))
            ON CONFLICT(conversation, ended) DO UPDATE SET start = $2, due = $3, idx = $5, began = $6, route = $7
            """, .blob(id.stream.bytes), .integer(turn.start.milliseconds), turn.promise.map { .integer($0.due.milliseconds) } ?? .null,
            .integer(ended.milliseconds), .integer(Int64(step.entry.index)), .integer(Int64(state.began.rawValue)),
            state.route.map { .text($0) } ?? .null)
    }
}
