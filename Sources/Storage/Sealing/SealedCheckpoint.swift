import SQL

/// A signed checkpoint on its way into the database.
struct SealedCheckpoint: Sendable {
    var size: UInt64
    /// The signed note, as the signer made it.
    var note: [UInt8]
    /// The second code path's edge of the tree at this size, from which the sealer goes on after a restart.
    var edge: [UInt8]
    /// The hash tiles that changed since the checkpoint before; they become durable together with it.
    var tiles: [StoredTile] = []

    func write(_ connection: Connection) throws {
        for tile in tiles { try tile.write(connection) }
        try connection.run(
            "INSERT OR IGNORE INTO checkpoint(size, note, edge) VALUES ($1, $2, $3)", .integer(Int64(size)), .blob(note), .blob(edge))
    }

    static func newest(_ connection: Connection) throws -> SealedCheckpoint? {
        try connection.first("SELECT size, note, edge FROM checkpoint ORDER BY size DESC LIMIT 1") { (row) throws(SQLError) in
            SealedCheckpoint(size: UInt64(try row.int64(0)), note: try row.blob(1), edge: try row.blob(2))
        }
    }
}
