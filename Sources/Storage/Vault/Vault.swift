public import SQL

/// The encrypted rows of content, in the database of the connection handed in; writes belong to that connection's transaction.
///
/// Takes and gives only sealed bytes: keys come from the ``KeyStore``, encryption from ``ObjectCipher``.
public struct Vault {
    private let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// Stores an object's content, once.
    public func put(_ object: ObjectID, _ sealed: [UInt8]) throws(SQLError) {
        let insert = try connection.prepare(fixed: "INSERT INTO vault_content(number, sealed) VALUES ($1, $2)")
        try insert.bind(1, Int64(object.number))
        _ = try insert.withBound(2, sealed.span) { () throws(SQLError) in try insert.run() }
    }

    /// The sealed content; nil if there is none or it was erased.
    public func get(_ object: ObjectID) throws(SQLError) -> [UInt8]? {
        let select = try connection.prepare(fixed: "SELECT sealed FROM vault_content WHERE number = $1")
        try select.bind(1, Int64(object.number))
        defer { select.reset() }
        guard try select.step() else { return nil }
        let sealed = try select.row.blob(0)
        // What is sealed begins with its format, which is never zero.
        return sealed.first.map { $0 != 0 } == true ? sealed : nil
    }

    /// Overwrites an object's content with zeros. After the commit, `truncateLog()` on the connection takes the old bytes out of the
    /// write-ahead log as well.
    /// - Returns: whether there was any.
    @discardableResult
    public func erase(_ object: ObjectID) throws(SQLError) -> Bool {
        let update = try connection.prepare(fixed: "UPDATE vault_content SET sealed = zeroblob(length(sealed)) WHERE number = $1")
        try update.bind(1, Int64(object.number))
        return try update.run() > 0
    }

    /// The highest object number in use, for ``KeyStore/skipNumbers(upTo:)``; 0 if none is.
    public func highestNumber() throws(SQLError) -> UInt64 {
        let numbers = try connection.first(
            "SELECT coalesce((SELECT max(number) FROM vault_content), 0), coalesce((SELECT max(number) FROM vault_quarantine), 0)"
        ) { (row) throws(SQLError) in (UInt64(try row.int64(0)), UInt64(try row.int64(1))) }
        return numbers.map { max($0.0, $0.1) } ?? 0
    }
}
