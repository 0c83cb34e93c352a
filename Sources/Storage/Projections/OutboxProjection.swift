import Conversations
import Ledger
import SQL

extension Projection {
    /// Outbound acts by phase; what is `queued` waits for its seal and then for its connector.
    static let outbox = Projection(
        name: "outbox", version: 3, tables: ["outbox"],
        schema: """
            CREATE TABLE outbox(send BLOB PRIMARY KEY, conversation BLOB NOT NULL, submitted_idx INTEGER NOT NULL, queued_idx INTEGER,
                phase TEXT NOT NULL, held_idx INTEGER, due_at INTEGER) STRICT, WITHOUT ROWID;
            CREATE INDEX outbox_phase ON outbox(phase, queued_idx);
            CREATE INDEX outbox_due ON outbox(due_at) WHERE phase = 'scheduled';
            """
    ) { step, connection in
        // A merged part keeps its sends: it stands behind the conversation it goes on in.
        guard let id = step.entry.conversationIDs.last, let state = step.states.conversations[id],
            let type = CommandType(rawValue: step.entry.leaf.commandType)
        else { return }
        let send: EventID?
        switch type {
        case .submit, .schedule, .nameMailbox: send = step.entry.leaf.eventID
        case .approve, .reject, .comeDue, .recordAccepted, .recordFailed, .recordUnknown, .recordFound, .recordAbsent:
            send = step.entry.leaf.subject
        default: send = nil
        }
        guard let send, let now = state.sends[send] else { return }
        let queued: Value = now.phase == .queued ? .integer(Int64(step.entry.index)) : .null
        // The entry that says who has to agree, and why.
        let isHolding = type == .submit || type == .schedule || type == .comeDue
        let held: Value = isHolding && now.phase == .held ? .integer(Int64(step.entry.index)) : .null
        let due: Value = now.phase == .scheduled ? now.goesOut.map { .integer($0.milliseconds) } ?? .null : .null
        try connection.run(
            """
            INSERT INTO outbox(send, conversation, submitted_idx, queued_idx, phase, held_idx, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT(send) DO UPDATE SET queued_idx = coalesce($4, queued_idx), phase = $5, held_idx = coalesce($6, held_idx), due_at = $7
            """, .blob(send.bytes), .blob(id.stream.bytes), .integer(Int64(now.index)), queued, .text(now.phase.word), held, due)
    }
}
