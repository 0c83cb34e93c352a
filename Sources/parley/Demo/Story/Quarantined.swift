import SQL

/// How many messages of a server wait in quarantine, read from its database.
enum Quarantined {
    static func count(in path: String) throws -> Int {
        let connection = try Connection(path: path, .readOnly)
        return try connection.first("SELECT count(*) FROM quarantined WHERE released IS NULL") { (row) throws(SQLError) in try row.int(0) }
            ?? 0
    }
}
