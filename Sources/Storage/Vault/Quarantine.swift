public import SQL

/// Bytes that could not be read in line, sealed under a key of their own until they are scanned, or until their time is over.
///
/// The order of destruction: ``KeyStore/destroy(objects:)`` first, then ``remove(_:)`` and `truncateLog()`; in between there is only
/// ciphertext that nobody can open.
public struct Quarantine {
    private let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// Stores sealed bytes.
    /// - Parameters:
    ///   - arrived: milliseconds since 1970, UTC.
    ///   - origin: whose attachment it is, and whether it waits to be read.
    ///   - destroyBy: when the key is destroyed unless a scan has ended before; milliseconds since 1970, UTC.
    ///   - kind: what it is, and `why` nobody has read it: words of ours, nil where they are not known.
    public func put(
        _ object: ObjectID, _ sealed: [UInt8], arrived: Int64, destroyBy: Int64, kind: String? = nil, why: String? = nil,
        of origin: QuarantineOrigin? = nil
    ) throws(SQLError) {
        let insert = try connection.prepare(
            """
            INSERT INTO vault_quarantine(number, object, arrived, destroy_by, length, sealed, kind, why, message, place, waiting, round)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
            """)
        try insert.bind(1, Int64(object.number))
        try insert.bind(2, object.bytes)
        try insert.bind(3, arrived)
        try insert.bind(4, destroyBy)
        try insert.bind(5, sealed.count)
        try insert.bind(7, value: kind.map { .text($0) } ?? .null)
        try insert.bind(8, value: why.map { .text($0) } ?? .null)
        try insert.bind(9, value: origin.map { .blob($0.message.bytes) } ?? .null)
        try insert.bind(10, value: origin.map { .integer($0.place) } ?? .null)
        try insert.bind(11, origin?.waits == true ? 1 : 0)
        _ = try insert.withBound(6, sealed.span) { () throws(SQLError) in try insert.run() }
    }

    /// The sealed bytes of one object, for the scan; nil if it is not, or no longer, here.
    public func get(_ object: ObjectID) throws(SQLError) -> [UInt8]? {
        try connection.first(
            "SELECT sealed FROM vault_quarantine WHERE number = $1 AND object = $2", .integer(Int64(object.number)), .blob(object.bytes)
        ) { (row) throws(SQLError) in try row.blob(0) }
    }

    /// Whether an object is still here.
    func holds(_ object: ObjectID) throws(SQLError) -> Bool {
        try connection.first(
            "SELECT 1 FROM vault_quarantine WHERE number = $1 AND object = $2", .integer(Int64(object.number)), .blob(object.bytes)
        ) { (row) throws(SQLError) in try row.int(0) } != nil
    }

    /// Objects whose time is over, oldest limit first.
    public func due(at now: Int64, limit: Int) throws(SQLError) -> [ObjectID] {
        try connection.query(
            "SELECT object FROM vault_quarantine WHERE destroy_by <= $1 ORDER BY destroy_by LIMIT $2", .integer(now), .integer(limit)
        ) { (row) throws(SQLError) in ObjectID(try row.blob(0)) }.compactMap(\.self)
    }

    /// When the next object's time is over; nil if the quarantine is empty.
    public func nextLimit() throws(SQLError) -> Int64? {
        try connection.first("SELECT min(destroy_by) FROM vault_quarantine") { (row) throws(SQLError) in try row.optionalInt64(0) } ?? nil
    }

    /// Overwrites the sealed bytes with zeros where they stand, then removes the row.
    public func remove(_ object: ObjectID) throws(SQLError) {
        for sql in [
            "UPDATE vault_quarantine SET sealed = zeroblob(length(sealed)) WHERE number = $1 AND object = $2",
            "DELETE FROM vault_quarantine WHERE number = $1 AND object = $2",
        ] { try connection.run(sql, .integer(Int64(object.number)), .blob(object.bytes)) }
    }
}
