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
                last_idx INTEGER NOT NULL, updated INTEGER NOT NULL, route TEXT, labels TEXT NOT NULL,
                -- where it stands in a list: see `place`
                place INTEGER NOT NULL,
                -- indexes of the newest message either way, and of the customer's newest; no entry has the index -1
                newest INTEGER NOT NULL, heard INTEGER NOT NULL,
                handoff TEXT, held INTEGER NOT NULL, unknown INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            CREATE INDEX conversation_place ON conversation(status, place, id);
            CREATE INDEX conversation_assigned ON conversation(status, assigned, place, id);
            CREATE INDEX conversation_route ON conversation(status, route, place, id) WHERE route IS NOT NULL;
            CREATE INDEX conversation_moving ON conversation(status, place, id) WHERE handoff IN ('offered', 'opened');
            """
    ) { step, connection in
        for id in step.entry.conversationIDs {
            guard let state = step.states.conversations[id] else { continue }
            let turn = state.clock.runningTurn
            let statement = try connection.prepare(
                fixed: """
                    INSERT INTO conversation(id, began, status, root, turn_start, due, assigned, priority, inbound, outbound, sequence, last_idx,
                        updated, route, labels, place, newest, heard, handoff, held, unknown)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
                    ON CONFLICT(id) DO UPDATE SET began = $2, status = $3, root = $4, turn_start = $5, due = $6, assigned = $7, priority = $8,
                        inbound = $9, outbound = $10, sequence = $11, last_idx = $12, updated = $13, route = $14, labels = $15,
                        place = $16, newest = max(newest, $17), heard = max(heard, $18), handoff = $19, held = $20, unknown = $21
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
            // A part shows its own; what it took in before is loaded only where it is the root.
            let members = state.mergedInto == nil ? step.states.members(of: state) : [state]
            try statement.bind(16, state.place)
            try statement.bind(17, step.entry.newestMessage(in: members))
            try statement.bind(18, step.entry.isInbound ? Int64(step.entry.index) : -1)
            if let phase = newestHandoff(of: members)?.phase.word { try statement.bind(19, phase) } else { try statement.bindNull(19) }
            try statement.bind(20, members.reduce(0) { $0 + $1.sends.values.count { $0.phase == .held } })
            try statement.bind(21, members.reduce(0) { $0 + $1.sends.values.count { $0.phase == .unknown } })
            try statement.run()
        }
    }
}

/// The handoff that was offered last: the one that is good for longest.
private func newestHandoff(of members: [ConversationState]) -> Handoff? {
    members.flatMap(\.handoffs.values).max { ($0.expires, $0.id.description) < ($1.expires, $1.id.description) }
}

extension Folded {
    /// A customer's message that has a place in the conversation.
    fileprivate var isInbound: Bool { leaf.commandType == CommandType.receive.rawValue }

    /// The index of the message that this entry brings or lets go, -1 if it does neither. From the leaf alone.
    fileprivate func newestMessage(in members: [ConversationState]) -> Int64 {
        switch CommandType(rawValue: leaf.commandType) {
        case .receive: return Int64(index)
        case .submit:
            let verdict = Verdict(rawValue: leaf.decision)
            return verdict == .send || verdict == .sendWarn ? Int64(index) : -1
        case .approve, .comeDue:
            guard let send = leaf.subject, let now = members.lazy.compactMap({ $0.sends[send] }).first, now.phase != .held,
                now.phase != .scheduled
            else {
                return -1
            }
            return Int64(now.index)
        default: return -1
        }
    }
}

extension ConversationState {
    /// Where the conversation stands in a list, ascending: first what is due, by its due time, then what waits for the customer, the
    /// newest first. No due time reaches 2 to the power of 52 milliseconds.
    var place: Int64 {
        if isOpen, let turn = clock.runningTurn { return (turn.promise?.due ?? turn.start).milliseconds }
        return 1 << 52 - lastActivity.milliseconds
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
