import Conversations
import Ledger
import SQL

extension Projection {
    /// What a wallboard counts: one row a conversation, with a start while somebody waits in it.
    static let board = Projection(
        name: "board", version: 1, tables: ["board"],
        schema: """
            -- soon: from when on the turn is at risk; assigned: when somebody was given the conversation
            CREATE TABLE board(conversation BLOB PRIMARY KEY, began INTEGER NOT NULL, route TEXT, start INTEGER, due INTEGER, soon INTEGER,
                assigned INTEGER) STRICT, WITHOUT ROWID;
            CREATE INDEX board_waiting ON board(began, route, start, due, soon) WHERE start IS NOT NULL;
            """
    ) { step, connection in
        let leaf = step.entry.leaf
        for (place, id) in step.entry.conversationIDs.enumerated() {
            guard let state = step.states.conversations[id] else { continue }
            let turn = state.isOpen ? state.clock.runningTurn : nil
            let statement = try connection.prepare(
                fixed: """
                    INSERT INTO board(conversation, began, route, start, due, soon) VALUES ($1, $2, $3, $4, $5, $6)
                    ON CONFLICT(conversation) DO UPDATE SET began = $2, route = $3, start = $4, due = $5, soon = $6
                    """)
            try statement.bind(1, id.stream.bytes)
            try statement.bind(2, Int64(state.began.rawValue))
            if let route = state.route { try statement.bind(3, route) } else { try statement.bindNull(3) }
            if let turn { try statement.bind(4, turn.start.milliseconds) } else { try statement.bindNull(4) }
            if let promise = turn?.promise {
                try statement.bind(5, promise.due.milliseconds)
                try statement.bind(6, promise.soon.milliseconds)
            } else {
                try statement.bindNull(5)
                try statement.bindNull(6)
            }
            try statement.run()
            // From the leaf alone, and from the conversation's first entry on: the same after an erasure, and when all is applied again.
            let isFirst = leaf.streams.contains { $0.kind == .conversation && $0.id == id.stream && $0.position.sequence == 1 }
            let type = CommandType(rawValue: leaf.commandType)
            if isFirst || (place == 0 && (type == .assign || type == .unassign)) {
                try connection.run(
                    "UPDATE board SET assigned = $2 WHERE conversation = $1", .blob(id.stream.bytes),
                    type == .assign ? .integer(leaf.recordedTime) : .null)
            }
        }
    }
}

extension Promise {
    /// From when on a turn is at risk: a quarter of its target before it is due, and at least a quarter of an hour.
    var soon: Timestamp {
        Timestamp(milliseconds: due.milliseconds - max(15 * 60_000, Int64(target.seconds) * 1_000 / 4))
    }
}
