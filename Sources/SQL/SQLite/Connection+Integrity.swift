extension Connection {
    /// How thorough a check is.
    public enum IntegrityCheck: Sendable {
        /// Pages and records, in one pass over the file.
        case quick
        /// Also that each index holds what its table holds.
        case full
    }

    /// Reads the whole database and reports what is damaged, at most 100 findings; an empty answer means none.
    public func integrity(_ check: IntegrityCheck = .full) throws(SQLError) -> [String] {
        let found = try query(check == .full ? "PRAGMA integrity_check(100)" : "PRAGMA quick_check(100)") { (row) throws(SQLError) in
            try row.text(0)
        }
        if found != ["ok"] { return found }
        return try query("PRAGMA foreign_key_check") { (row) throws(SQLError) in
            "table \(try row.text(0)) refers to a row of \(try row.text(2)) that is not there"
        }
    }
}
