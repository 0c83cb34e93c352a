import CSQLite

/// A prepared statement: bind, step, read, reset. Made by ``Connection/prepare(_:)`` once and used again and again.
///
/// Placeholders are `$1`, `$2`, … without gaps, as PostgreSQL has them; each may occur several times.
/// Not `Sendable`: it belongs to whoever owns its connection.
public final class Statement {
    public let sql: String
    let pointer: OpaquePointer
    let handle: Handle
    /// SQLite's own parameter position of `$1`, `$2`, …
    private let positions: [Int32]

    init(_ sql: String, on handle: Handle) throws(SQLError) {
        var pointer: OpaquePointer?
        var rest = 0
        let code = sql.utf8CString.withUnsafeBufferPointer { text in
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v3(
                handle.pointer, text.baseAddress, Int32(text.count), UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, &tail)
            if let tail, let start = text.baseAddress { rest = start + text.count - 1 - tail }
            return code
        }
        guard code == SQLITE_OK else { throw SQLError(code, handle.pointer, during: .prepare, sql: sql) }
        guard let pointer else { throw SQLError(.misuse, during: .prepare, sql: sql, message: "the statement is empty") }
        guard sql.utf8.suffix(rest).allSatisfy({ $0 == 0x20 || $0 == 0x0a || $0 == 0x09 || $0 == 0x0d || $0 == 0x3b }) else {
            sqlite3_finalize(pointer)
            throw SQLError(.misuse, during: .prepare, sql: sql, message: "only the first statement would run; prepare one at a time")
        }
        let count = sqlite3_bind_parameter_count(pointer)
        var positions: [Int32] = []
        for number in stride(from: Int32(1), through: count, by: 1) {
            let position = sqlite3_bind_parameter_index(pointer, "$\(number)")
            guard position > 0 else {
                sqlite3_finalize(pointer)
                throw SQLError(.misuse, during: .prepare, sql: sql, message: "placeholders must be $1...$\(count); $\(number) is missing")
            }
            positions.append(position)
        }
        self.sql = sql
        self.pointer = pointer
        self.handle = handle
        self.positions = positions
    }

    deinit { sqlite3_finalize(pointer) }

    public var placeholderCount: Int { positions.count }

    /// Stepped and not yet reset.
    var isBusy: Bool { sqlite3_stmt_busy(pointer) != 0 }

    func position(_ number: Int) throws(SQLError) -> Int32 {
        guard number >= 1, number <= positions.count else {
            throw SQLError(.misuse, during: .bind, sql: sql, message: "there is no placeholder $\(number)")
        }
        return positions[number - 1]
    }

    /// Goes to the next row.
    /// - Returns: false when there is none; the statement then still has to be reset.
    public func step() throws(SQLError) -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let error = SQLError(code, handle.pointer, during: .step, sql: sql)
            reset()
            throw error
        }
    }

    /// The row that the last ``step()`` came to.
    public var row: Row { Row(self) }

    /// Ready to be bound and stepped again; all placeholders are null, and no bound memory is referred to.
    public func reset() {
        // Both repeat at most the error that the last step has already reported.
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }

    /// Steps to the end and resets.
    /// - Returns: how many rows it inserted, changed or deleted.
    @discardableResult
    public func run() throws(SQLError) -> Int {
        defer { reset() }
        while try step() {}
        return sqlite3_stmt_readonly(pointer) != 0 ? 0 : Int(sqlite3_changes64(handle.pointer))
    }

    /// Steps through all rows and resets.
    public func eachRow(_ body: (Row) throws(SQLError) -> Void) throws(SQLError) {
        defer { reset() }
        while try step() { try body(Row(self)) }
    }
}
