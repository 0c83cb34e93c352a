public import Conversations
import SQL

extension Store {
    /// Ends a visit before its time; forgotten again once it would have expired by itself.
    public func end(visit: KeyedHash, expires: Timestamp, at now: Timestamp) async throws(StorageError) {
        try await note { connection in
            try connection.run("DELETE FROM ended_visit WHERE expires <= $1", .integer(now.milliseconds))
            try connection.run(
                "INSERT OR IGNORE INTO ended_visit(visit, expires) VALUES ($1, $2)", .blob(visit.bytes), .integer(expires.milliseconds))
        }
    }

    /// Whether the visitor has ended the visit.
    public func isEnded(visit: KeyedHash) throws -> Bool {
        try readers.read { connection in
            try connection.first("SELECT 1 FROM ended_visit WHERE visit = $1", .blob(visit.bytes)) { (row) throws(SQLError) in
                try row.int(0)
            }
        } != nil
    }
}
