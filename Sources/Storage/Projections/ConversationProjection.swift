import Conversations
import SQL

extension Projection {
    /// One row a conversation: what inbox and lists show and sort by.
    static let conversations = Projection(
        name: "conversations", version: 3, tables: ["conversation"],
        schema: """
            CREATE TABLE conversation(
                id BLOB PRIMARY KEY, began INTEGER NOT NULL, status INTEGER NOT NULL, root BLOB, turn_start INTEGER, due INTEGER,
                assigned BLOB, priority INTEGER NOT NULL, inbound INTEGER NOT NULL, outbound INTEGER NOT NULL, sequence INTEGER NOT NULL,
                last_idx INTEGER NOT NULL, updated INTEGER NOT NULL, route TEXT, labels TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE INDEX conversation_due ON conversation(status, due);
            """
    ) { step, connection in
        for id in step.entry.conversationIDs {
            guard let state = step.states.conversations[id] else { continue }
            let turn = state.clock.runningTurn
            let statement = try connection.prepare(
                fixed: """
                    INSERT INTO conversation(id, began, status, root, turn_start, due, assigned, priority, inbound, outbound, sequence, last_idx,
                        updated, route, labels)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                    ON CONFLICT(id) DO UPDATE SET began = $2, status = $3, root = $4, turn_start = $5, due = $6, assigned = $7, priority = $8,
                        inbound = $9, outbound = $10, sequence = $11, last_idx = $12, updated = $13, route = $14, labels = $15
                    """)
            try statement.bind(1, id.stream.bytes)
            try statement.bind(2, Int64(state.began.rawValue))
            try statement.bind(3, state.status.code)
            if let into = state.mergedInto { try statement.bind(4, into.stream.bytes) } else { try statement.bindNull(4) }
            if let turn { try statement.bind(5, turn.start.milliseconds) } else { try statement.bindNull(5) }
            if let due = turn?.promise?.due { try statement.bind(6, due.milliseconds) } else { try statement.bindNull(6) }
            if let assigned = state.assigned { try statement.bind(7, assigned.stream.bytes) } else { try statement.bindNull(7) }
            try statement.bind(8, state.priority)
            try statement.bind(9, state.inboundCount)
            try statement.bind(10, state.outboundCount)
            try statement.bind(11, Int64(state.head.sequence))
            try statement.bind(12, Int64(state.head.index))
            try statement.bind(13, state.lastActivity.milliseconds)
            if let route = state.route { try statement.bind(14, route) } else { try statement.bindNull(14) }
            try statement.bind(15, state.labels.sorted().joined(separator: " "))
            try statement.run()
        }
    }
}

extension ConversationState.Status {
    var code: Int64 {
        switch self {
        case .open: 0
        case .resolved: 1
        case .merged: 2
        }
    }
}
