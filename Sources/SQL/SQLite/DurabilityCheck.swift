/// What a writing connection's settings are, read back from it; refuses those under which a commit could be lost or a deleted row stay.
public struct DurabilityCheck: Sendable, Equatable {
    /// Must be `wal`.
    public let journalMode: String
    /// Must be 2 (FULL) or 3 (EXTRA).
    public let synchronous: Int64
    /// Must be 1 (ON); 2 (FAST) leaves deleted bytes in free pages.
    public let secureDelete: Int64
    /// Must be 1.
    public let foreignKeys: Int64
    /// Must be 0.
    public let trustedSchema: Int64

    public init(reading connection: Connection) throws(SQLError) {
        journalMode = try connection.first("PRAGMA journal_mode") { (row) throws(SQLError) in try row.text(0) } ?? ""
        synchronous = try Self.number("synchronous", connection)
        secureDelete = try Self.number("secure_delete", connection)
        foreignKeys = try Self.number("foreign_keys", connection)
        trustedSchema = try Self.number("trusted_schema", connection)
    }

    /// The settings that are not as they must be, each with what it is.
    public var shortfalls: [String] {
        var wrong: [String] = []
        if journalMode != "wal" { wrong.append("journal_mode is \(journalMode), must be wal") }
        if synchronous < 2 { wrong.append("synchronous is \(synchronous), must be 2 (FULL)") }
        if secureDelete != 1 { wrong.append("secure_delete is \(secureDelete), must be 1 (ON)") }
        if foreignKeys != 1 { wrong.append("foreign_keys is \(foreignKeys), must be 1") }
        if trustedSchema != 0 { wrong.append("trusted_schema is \(trustedSchema), must be 0") }
        return wrong
    }

    /// Refuses to go on unless all settings are as they must be.
    public func require() throws(SQLError) {
        guard shortfalls.isEmpty else {
            throw SQLError(.durability, during: .configure, message: shortfalls.joined(separator: "; "))
        }
    }

    private static func number(_ name: String, _ connection: Connection) throws(SQLError) -> Int64 {
        try connection.first("PRAGMA \(name)") { (row) throws(SQLError) in try row.int64(0) } ?? -1
    }
}
