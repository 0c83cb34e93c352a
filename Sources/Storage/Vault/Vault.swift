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
        defer { update.reset() }
        let files = try connection.prepare(fixed: "UPDATE vault_file SET sealed = zeroblob(length(sealed)) WHERE number = $1")
        try files.bind(1, Int64(object.number))
        try files.run()
        return try update.run() > 0
    }

    /// Stores a file beside an object's content, under its key, once.
    public func put(_ object: ObjectID, place: Int, _ sealed: [UInt8]) throws(SQLError) {
        let insert = try connection.prepare(fixed: "INSERT INTO vault_file(number, place, sealed) VALUES ($1, $2, $3)")
        try insert.bind(1, Int64(object.number))
        try insert.bind(2, Int64(place))
        _ = try insert.withBound(3, sealed.span) { () throws(SQLError) in try insert.run() }
    }

    /// The sealed file at a place; nil if there is none or it was erased.
    public func file(_ object: ObjectID, place: Int) throws(SQLError) -> [UInt8]? {
        let sealed = try connection.first(
            "SELECT sealed FROM vault_file WHERE number = $1 AND place = $2", .integer(Int64(object.number)), .integer(place)
        ) { (row) throws(SQLError) in try row.blob(0) }
        return sealed?.first.map { $0 != 0 } == true ? sealed : nil
    }

    /// The places of the files beside an object's content.
    public func places(_ object: ObjectID) throws(SQLError) -> [Int] {
        try connection.query("SELECT place FROM vault_file WHERE number = $1 ORDER BY place", .integer(Int64(object.number))) {
            (row) throws(SQLError) in try row.int(0)
        }
    }

    /// The highest object number in use, for ``KeyStore/skipNumbers(upTo:)``; 0 if none is.
    public func highestNumber() throws(SQLError) -> UInt64 {
        let numbers = try connection.first(
            "SELECT coalesce((SELECT max(number) FROM vault_content), 0), coalesce((SELECT max(number) FROM vault_quarantine), 0)"
        ) { (row) throws(SQLError) in (UInt64(try row.int64(0)), UInt64(try row.int64(1))) }
        return numbers.map { max($0.0, $0.1) } ?? 0
    }
}
