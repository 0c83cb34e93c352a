import CSQLite

/// The current row of a statement; it reads what the statement stands on, so keep values, not rows.
///
/// Columns count from 0. A column of another type than asked for is an error, never a conversion.
public struct Row {
    private let statement: Statement

    init(_ statement: Statement) { self.statement = statement }

    public func isNull(_ column: Int) -> Bool { type(column) == SQLITE_NULL }

    public func int64(_ column: Int) throws(SQLError) -> Int64 {
        guard type(column) == SQLITE_INTEGER else { throw mismatch(column, "an integer") }
        return sqlite3_column_int64(statement.pointer, Int32(column))
    }

    public func int(_ column: Int) throws(SQLError) -> Int { Int(try int64(column)) }

    public func double(_ column: Int) throws(SQLError) -> Double {
        guard type(column) == SQLITE_FLOAT else { throw mismatch(column, "a number with a fraction") }
        return sqlite3_column_double(statement.pointer, Int32(column))
    }

    public func text(_ column: Int) throws(SQLError) -> String {
        guard type(column) == SQLITE_TEXT else { throw mismatch(column, "text") }
        guard let text = String(validating: bytes(column), as: UTF8.self) else { throw mismatch(column, "text in UTF-8") }
        return text
    }

    public func blob(_ column: Int) throws(SQLError) -> [UInt8] {
        guard type(column) == SQLITE_BLOB else { throw mismatch(column, "bytes") }
        return [UInt8](bytes(column))
    }

    /// Hands out the bytes where they are.
    /// - Returns: nil if the column does not hold bytes.
    public func withBlob<R, E: Error>(_ column: Int, _ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R? {
        guard type(column) == SQLITE_BLOB else { return nil }
        return try body(bytes(column).span)
    }

    public func optionalInt64(_ column: Int) throws(SQLError) -> Int64? { isNull(column) ? nil : try int64(column) }
    public func optionalText(_ column: Int) throws(SQLError) -> String? { isNull(column) ? nil : try text(column) }
    public func optionalBlob(_ column: Int) throws(SQLError) -> [UInt8]? { isNull(column) ? nil : try blob(column) }

    public func value(_ column: Int) throws(SQLError) -> Value {
        switch type(column) {
        case SQLITE_INTEGER: .integer(try int64(column))
        case SQLITE_FLOAT: .real(try double(column))
        case SQLITE_TEXT: .text(try text(column))
        case SQLITE_BLOB: .blob(try blob(column))
        default: .null
        }
    }

    public var columnCount: Int { Int(sqlite3_data_count(statement.pointer)) }

    private func type(_ column: Int) -> Int32 { sqlite3_column_type(statement.pointer, Int32(column)) }

    /// Valid until the next step; the caller copies or lends it within one call.
    private func bytes(_ column: Int) -> UnsafeBufferPointer<UInt8> {
        // The pointer first, then the length: the order that the C interface asks for.
        let start = sqlite3_column_blob(statement.pointer, Int32(column))
        let count = Int(sqlite3_column_bytes(statement.pointer, Int32(column)))
        return UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: start == nil ? 0 : count)
    }

    private func mismatch(_ column: Int, _ wanted: String) -> SQLError {
        guard column >= 0, column < columnCount else {
            return SQLError(.misuse, during: .read, sql: statement.sql, message: "there is no column \(column)")
        }
        let found =
            switch type(column) {
            case SQLITE_INTEGER: "an integer"
            case SQLITE_FLOAT: "a number with a fraction"
            case SQLITE_TEXT: "text"
            case SQLITE_BLOB: "bytes"
            default: "null"
            }
        return SQLError(.type, during: .read, sql: statement.sql, message: "column \(column) holds \(found), not \(wanted)")
    }
}
