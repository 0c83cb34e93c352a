import Ledger
import SQL

/// A hash tile as the database keeps it: a full one, or above level 0 the last one with what it has so far.
struct StoredTile: Sendable {
    let level: Int
    /// Counted from the left within the level.
    let index: UInt64
    let bytes: [UInt8]

    init(level: Int, index: UInt64, hashes: [Hash]) {
        self.level = level
        self.index = index
        bytes = hashes.flatMap(\.bytes)
    }

    /// Level and index in one number: a tile has a row of its own, found without an index.
    static func place(level: Int, index: UInt64) -> Int64 { Int64(level) << 56 | Int64(index) }

    /// A checkpoint that was put back into the queue may come after a newer one; a tile never gets narrower.
    func write(_ connection: Connection) throws {
        try connection.run(
            """
            INSERT INTO tile(place, hashes) VALUES ($1, $2)
            ON CONFLICT(place) DO UPDATE SET hashes = excluded.hashes WHERE length(excluded.hashes) > length(tile.hashes)
            """, .integer(Self.place(level: level, index: index)), .blob(bytes))
    }
}
