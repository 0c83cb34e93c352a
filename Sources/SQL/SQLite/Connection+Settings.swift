import CSQLite

extension Connection {
    /// Sets what every connection of the house has, then reads it back.
    func configure() throws(SQLError) {
        // Nothing that a schema contains may run unasked, and a misspelt name is an error instead of a text.
        for (setting, on) in [
            (SQLITE_DBCONFIG_DEFENSIVE, Int32(1)), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0), (SQLITE_DBCONFIG_ENABLE_FKEY, 1),
            (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
        ] where parley_sqlite_switch(handle.pointer, Int32(setting), on) != on {
            throw SQLError(.durability, during: .configure, message: "the SQLite library does not take setting \(setting) = \(on)")
        }
        // Sorting and subqueries stay in memory: a temporary file could outlive an erasure.
        _ = try pragma("temp_store", "MEMORY")
        guard access != .readOnly else {
            _ = try pragma("query_only", "ON")
            return
        }
        _ = try pragma("journal_mode", "WAL")
        _ = try pragma("synchronous", "FULL")
        _ = try pragma("secure_delete", "ON")
        _ = try pragma("cell_size_check", "ON")
        try DurabilityCheck(reading: self).require()
    }

    /// What a setting is.
    public func pragma(_ name: String) throws(SQLError) -> Value? {
        try first("PRAGMA \(name)") { (row) throws(SQLError) in try row.value(0) }
    }

    /// Sets, and answers what SQLite says it is now, if it says so. Name and value are the program's own words, never input.
    public func pragma(_ name: String, _ value: String) throws(SQLError) -> Value? {
        try first("PRAGMA \(name) = \(value)") { (row) throws(SQLError) in try row.value(0) }
    }
}
