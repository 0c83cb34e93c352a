import Conversations
import SQL

/// Tables that follow from the entries: written with each, dropped and built anew at any time with the same result.
struct Projection: Sendable {
    /// A folded entry with the states after it.
    struct Step {
        var entry: Folded
        var states: States
    }
    var name: String
    /// Raised with every change of tables or rules; another version in the database is built anew.
    var version: Int
    var tables: [String]
    var schema: String
    var apply: @Sendable (Step, Connection) throws -> Void
    /// Removes what an entry's events wrote, before they are erased; the entries that stay are applied again afterwards.
    var forget: @Sendable (Folded, Connection) throws -> Void = { _, _ in }

    /// Every projection, in the order of their tables.
    static let all: [Projection] = [.lookups, .conversations, .outbox, .tasks, .board, .turns, .quarantine, .handoffs, .rules, .records]

    func create(on connection: Connection) throws {
        for table in tables { try connection.execute("DROP TABLE IF EXISTS \(table)") }
        try connection.execute(schema)
        try connection.run(
            "INSERT INTO projection(name, version) VALUES ($1, $2) ON CONFLICT(name) DO UPDATE SET version = $2", .text(name),
            .integer(Int64(version)))
    }
}

extension Folded {
    var at: Timestamp { Timestamp(milliseconds: leaf.recordedTime) }

    /// The conversations that the leaf names.
    var conversationIDs: [ConversationID] { leaf.streams.filter { $0.kind == .conversation }.map { ConversationID($0.id) } }
}
