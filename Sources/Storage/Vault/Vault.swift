public import Ledger
public import SQL

/// The encrypted rows of content, in the database of the connection handed in; writes belong to that connection's transaction.
///
/// Takes and gives only sealed bytes: keys come from the ``KeyStore``, encryption from ``ObjectCipher``.
public struct Vault {
    private let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// Stores a field. Each field of an object is stored once.
    public func put(_ object: ObjectID, _ field: FieldID, _ sealed: [UInt8]) throws(SQLError) {
        let insert = try connection.prepare("INSERT INTO vault_content(place, sealed) VALUES ($1, $2)")
        try insert.bind(1, Self.place(object, field.rawValue))
        _ = try insert.withBound(2, sealed.span) { () throws(SQLError) in try insert.run() }
    }

    /// The sealed field; nil if there is none or it was erased.
    public func get(_ object: ObjectID, _ field: FieldID) throws(SQLError) -> [UInt8]? {
        let select = try connection.prepare("SELECT sealed FROM vault_content WHERE place = $1")
        try select.bind(1, Self.place(object, field.rawValue))
        defer { select.reset() }
        guard try select.step() else { return nil }
        return Self.unlessErased(try select.row.blob(0))
    }

    /// All sealed fields of an object, ascending; none if it was erased.
    public func fields(of object: ObjectID) throws(SQLError) -> [(field: FieldID, sealed: [UInt8])] {
        let select = try connection.prepare("SELECT place, sealed FROM vault_content WHERE place BETWEEN $1 AND $2 ORDER BY place")
        try bindRange(select, object)
        var fields: [(field: FieldID, sealed: [UInt8])] = []
        try select.eachRow { (row) throws(SQLError) in
            guard let field = FieldID(UInt16(truncatingIfNeeded: try row.int64(0))) else { return }
            if let sealed = Self.unlessErased(try row.blob(1)) { fields.append((field, sealed)) }
        }
        return fields
    }

    /// Overwrites all fields of an object with zeros. After the commit, `truncateLog()` on the connection takes the old bytes out of the
    /// write-ahead log as well.
    /// - Returns: how many fields there were.
    @discardableResult
    public func erase(_ object: ObjectID) throws(SQLError) -> Int {
        let update = try connection.prepare("UPDATE vault_content SET sealed = zeroblob(length(sealed)) WHERE place BETWEEN $1 AND $2")
        try bindRange(update, object)
        return try update.run()
    }

    /// The highest object number in use, for ``KeyStore/skipNumbers(upTo:)``; 0 if none is.
    public func highestNumber() throws(SQLError) -> UInt64 {
        let numbers = try connection.first(
            "SELECT coalesce((SELECT max(place) FROM vault_content), 0), coalesce((SELECT max(number) FROM vault_quarantine), 0)"
        ) { (row) throws(SQLError) in (UInt64(try row.int64(0)) >> 16, UInt64(try row.int64(1))) }
        return numbers.map { max($0.0, $0.1) } ?? 0
    }

    /// Number and field in one ascending key: 47 and 16 bits.
    private static func place(_ object: ObjectID, _ field: UInt16) -> Int64 { Int64(object.number) << 16 | Int64(field) }

    private func bindRange(_ statement: Statement, _ object: ObjectID) throws(SQLError) {
        try statement.bind(1, Self.place(object, 0))
        try statement.bind(2, Self.place(object, .max))
    }

    /// A sealed field begins with its format, which is never zero.
    private static func unlessErased(_ sealed: [UInt8]) -> [UInt8]? { sealed.first.map { $0 != 0 } == true ? sealed : nil }
}
