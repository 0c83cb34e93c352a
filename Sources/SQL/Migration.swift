/// One step of a schema's history. Applied once, in order, and never edited afterwards: a later step changes what an earlier one made.
public struct Migration: Sendable, Equatable {
    /// From 1, without gaps.
    public let number: Int
    /// A few words that say what it is for.
    public let name: String
    /// Statements without placeholders.
    public let sql: String

    public init(_ number: Int, _ name: String, _ sql: String) {
        self.number = number
        self.name = name
        self.sql = sql
    }
}

extension Connection {
    /// Brings the schema up to date: applies, in one transaction, each migration of the list that the database does not have yet.
    ///
    /// The text of each applied one is kept in the database and compared, so that an edited one is found and shown, not guessed from a hash.
    /// - Returns: how many were applied.
    /// - Throws: ``SQLError/Kind/migration`` if the list has gaps, if one that was applied has been edited, or if the database has more than the list.
    @discardableResult
    public func migrate(_ list: [Migration]) throws(SQLError) -> Int {
        guard list.map(\.number) == Array(1..<(list.count + 1)) else {
            throw disagreement("the list must be numbered 1, 2, 3 … without gaps")
        }
        try begin()
        do {
            let applied = try apply(list)
            try commit()
            return applied
        } catch {
            // If rolling back fails as well, the connection refuses every later transaction with that error.
            _ = try? rollback()
            throw error
        }
    }

    private func apply(_ list: [Migration]) throws(SQLError) -> Int {
        try execute("CREATE TABLE IF NOT EXISTS schema_migration(number BIGINT PRIMARY KEY, name TEXT NOT NULL, statements TEXT NOT NULL)")
        let done = try query("SELECT number, name, statements FROM schema_migration ORDER BY number") { (row) throws(SQLError) in
            Migration(try row.int(0), try row.text(1), try row.text(2))
        }
        guard done.count <= list.count else {
            throw disagreement("the database is at step \(done.count), this program knows \(list.count): it was written by a newer version")
        }
        for (old, new) in zip(done, list) where old.number != new.number || old.sql != new.sql {
            throw disagreement("step \(new.number) (\(new.name)) was edited after it had been applied; put it back and add a new step")
        }
        for step in list[done.count...] {
            try execute(step.sql)
            try run(
                "INSERT INTO schema_migration(number, name, statements) VALUES ($1, $2, $3)", .integer(step.number), .text(step.name),
                .text(step.sql))
        }
        return list.count - done.count
    }

    private func disagreement(_ message: String) -> SQLError { SQLError(.migration, during: .migrate, message: message) }
}
