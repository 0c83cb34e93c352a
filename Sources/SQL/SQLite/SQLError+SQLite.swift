import CSQLite

extension SQLError {
    /// The error behind a result code, read from the connection before anything else is called on it.
    init(_ extendedCode: Int32, _ handle: OpaquePointer?, during operation: Operation, sql: String? = nil) {
        let kind = Kind(extendedCode: extendedCode)
        self.init(
            kind, during: operation, sql: sql, message: Self.message(extendedCode, handle, operation, kind), extendedCode: extendedCode)
    }

    /// The connection's own message where it can only speak of the schema and the statement's text, else the fixed one of the code.
    private static func message(_ code: Int32, _ handle: OpaquePointer?, _ operation: Operation, _ kind: Kind) -> String {
        let fixed = String(cString: sqlite3_errstr(code))
        guard let handle else { return fixed }
        switch (operation, kind) {
        case (.prepare, _):
            let offset = sqlite3_error_offset(handle)
            return String(cString: sqlite3_errmsg(handle)) + (offset >= 0 ? ", at byte \(offset)" : "")
        case (_, .constraint), (.open, _), (.backup, _), (.migrate, _): return String(cString: sqlite3_errmsg(handle))
        default: return fixed
        }
    }
}

extension SQLError.Kind {
    /// <https://sqlite.org/rescode.html>
    init(extendedCode code: Int32) {
        switch code & 0xff {
        case SQLITE_CONSTRAINT: self = .constraint(SQLError.Constraint(extendedCode: code))
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        case SQLITE_FULL: self = .diskFull
        case SQLITE_IOERR: self = .inputOutput
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt
        case SQLITE_READONLY: self = .readOnly
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: self = .cannotOpen
        case SQLITE_NOMEM: self = .outOfMemory
        case SQLITE_INTERRUPT: self = .interrupted
        case SQLITE_TOOBIG: self = .tooLarge
        case SQLITE_ERROR, SQLITE_SCHEMA: self = .statement
        case SQLITE_MISMATCH: self = .type
        case SQLITE_MISUSE, SQLITE_RANGE: self = .misuse
        default: self = .other
        }
    }
}

extension SQLError.Constraint {
    // The C header builds these as `SQLITE_CONSTRAINT | (n << 8)`, which is not imported.
    init(extendedCode code: Int32) {
        switch code >> 8 {
        case 1: self = .check
        case 3: self = .foreignKey
        case 5: self = .notNull
        case 6, 8, 10: self = .unique  // primary key, unique, rowid
        case 12: self = .type
        default: self = .other
        }
    }
}
