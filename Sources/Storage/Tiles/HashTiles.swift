import Ledger
import SQL

/// Reads the log's tiles and entry bundles as they stand at a sealed size, full ones and any narrower beginning of them.
struct HashTiles {
    private let connection: Connection
    /// Number of leaves that a checkpoint covers.
    let size: UInt64

    init(_ connection: Connection, size: UInt64) {
        self.connection = connection
        self.size = size
    }

    /// The file's bytes; nil where the log is not that long.
    func file(_ path: TilePath) throws -> [UInt8]? {
        switch path.content {
        case .entries: try bundle(path.index, width: path.width)
        case .hashes(let level): try tile(level, path.index, width: path.width)
        }
    }

    /// The hashes of one tile, as many as there are at this size; empty beyond it.
    func hashes(level: Int, index: UInt64) throws -> [Hash] {
        let all = level < 8 ? size >> UInt64(8 * level) : 0
        guard index <= all >> 8 else { return [] }
        let width = Int(min(UInt64(TilePath.fullWidth), all - index << 8))
        guard width > 0, let bytes = try tile(level, index, width: width) else { return [] }
        let span = bytes.span
        return (0..<width).compactMap { Hash(span, at: $0 * Hash.byteCount) }
    }

    private func tile(_ level: Int, _ index: UInt64, width: Int) throws -> [UInt8]? {
        guard level < 8, isSealed(index, width, of: size >> UInt64(8 * level)) else { return nil }
        let row = try connection.first(
            "SELECT hashes FROM tile WHERE place = $1", .integer(StoredTile.place(level: level, index: index))
        ) { (row) throws(SQLError) in try row.blob(0) }
        if let row, row.count >= width * Hash.byteCount { return Array(row.prefix(width * Hash.byteCount)) }
        guard level == 0, width < TilePath.fullWidth else {
            throw StorageError.damaged("tile \(index) of level \(level) is missing; stop the server and run `parley ledger rebuild`")
        }
        return try leaves(index << 8, count: width).flatMap { Hash.ofLeaf($0).bytes }
    }

    private func bundle(_ index: UInt64, width: Int) throws -> [UInt8]? {
        guard isSealed(index, width, of: size) else { return nil }
        var bytes: [UInt8] = []
        for leaf in try leaves(index << 8, count: width) {
            guard EntryBundle.append(leaf, to: &bytes) else { throw StorageError.damaged("an entry is longer than 65,535 bytes") }
        }
        return bytes
    }

    private func isSealed(_ index: UInt64, _ width: Int, of count: UInt64) -> Bool {
        index < count >> 8 || (index == count >> 8 && width <= Int(count & 255))
    }

    private func leaves(_ first: UInt64, count: Int) throws -> [[UInt8]] {
        let leaves = try connection.query(
            "SELECT leaf FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx", .integer(Int64(first)),
            .integer(Int64(first) + Int64(count))
        ) { (row) throws(SQLError) in try row.blob(0) }
        guard leaves.count == count else { throw StorageError.damaged("entries from \(first) on are missing") }
        return leaves
    }
}

extension HashTiles {
    /// The edge from which the tiles go on; nil where tiles are missing, as in a ledger from before they were kept.
    func edge() throws -> TileEdge? {
        var levels: [[Hash]] = []
        for level in 0..<TileEdge.depth(of: size) {
            let index = size >> UInt64(8 * level + 8)
            let width = TileEdge.width(of: size, level: level)
            do { levels.append(width == 0 ? [] : try hashes(level: level, index: index)) } catch is StorageError { return nil }
        }
        // The tile before the edge shows that those left of it were written as well: they are written in order.
        if size >= 256 {
            let last = StoredTile.place(level: 0, index: size >> 8 - 1)
            let row = try connection.first("SELECT length(hashes) FROM tile WHERE place = $1", .integer(last)) { (row) throws(SQLError) in
                try row.int(0)
            }
            guard row == TilePath.fullWidth * Hash.byteCount else { return nil }
        }
        return TileEdge(size: size, levels: levels)
    }

    /// Makes all tiles up to the size from the entries, those that are there already included.
    static func build(_ connection: Connection, size: UInt64, progress: (UInt64, UInt64) -> Void = { _, _ in }) throws {
        var edge = TileEdge()
        while edge.size < size {
            let end = min(size, edge.size + 16_384)
            let hashes = try HashTiles(connection, size: size).leaves(edge.size, count: Int(end - edge.size)).map { Hash.ofLeaf($0) }
            let tiles = edge.append(hashes)
            // What is wrong with a tile is not kept: it is put in anew, whatever stood there.
            try connection.transaction { connection in
                for tile in tiles {
                    try connection.run(
                        "DELETE FROM tile WHERE place = $1", .integer(StoredTile.place(level: tile.level, index: tile.index)))
                    try tile.write(connection)
                }
            }
            progress(edge.size, size)
        }
    }

    /// Makes them where some are missing: in a ledger that was written before tiles were kept.
    static func bringUpToDate(_ connection: Connection) throws {
        guard let size = try SealedCheckpoint.newest(connection)?.size, size > 0 else { return }
        if try HashTiles(connection, size: size).edge() == nil { try build(connection, size: size) }
    }
}
