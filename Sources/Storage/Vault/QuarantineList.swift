public import SQL

/// What is in quarantine, for the quarantine role only; nothing else lists it.
public struct QuarantineList {
    /// One object, without a byte of its content.
    public struct Item: Sendable, Equatable {
        public let object: ObjectID
        /// Milliseconds since 1970, UTC.
        public let arrived: Int64
        /// Milliseconds since 1970, UTC.
        public let destroyBy: Int64
        /// Bytes, as sealed.
        public let length: Int
        /// What it is, in a word of ours; nil where nobody looked.
        public let kind: String?
        /// Why nobody has read it.
        public let why: String?
    }

    private let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// Items after the given one, in order of arrival of their numbers.
    public func page(after: ObjectID?, limit: Int) throws(SQLError) -> [Item] {
        try connection.query(
            "SELECT object, arrived, destroy_by, length, kind, why FROM vault_quarantine WHERE number > $1 ORDER BY number LIMIT $2",
            .integer(Int64(after?.number ?? 0)), .integer(limit)
        ) { (row) throws(SQLError) in
            let (arrived, destroyBy, length) = (try row.int64(1), try row.int64(2), try row.int(3))
            let (kind, why) = (try row.optionalText(4), try row.optionalText(5))
            return ObjectID(try row.blob(0)).map {
                Item(object: $0, arrived: arrived, destroyBy: destroyBy, length: length, kind: kind, why: why)
            }
        }.compactMap(\.self)
    }
}
