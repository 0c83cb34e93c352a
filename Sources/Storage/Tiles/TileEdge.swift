import Ledger

/// The right edge of the log's tiles: takes leaf hashes as they are sealed and gives the tiles that they fill or widen.
///
/// Level 0 is written when a tile is full; until then the entries themselves give its hashes. Above it the last tile of a level is
/// written again whenever it has grown, so that a proof never has to hash its way up from the leaves.
struct TileEdge {
    /// Number of leaves.
    private(set) var size: UInt64
    /// At each level the hashes after the last full tile, fewer than 256.
    private var levels: [[Hash]]

    /// The empty log.
    init() {
        size = 0
        levels = [[]]
    }

    /// A known edge; nil unless each level has as many hashes as the size says.
    init?(size: UInt64, levels: [[Hash]]) {
        guard !levels.isEmpty, levels.count == TileEdge.depth(of: size) else { return nil }
        for (level, hashes) in levels.enumerated() where hashes.count != TileEdge.width(of: size, level: level) { return nil }
        self.size = size
        self.levels = levels
    }

    /// How many levels a tree of this size has.
    static func depth(of size: UInt64) -> Int { max(1, (71 - size.leadingZeroBitCount) / 8) }

    /// How many hashes of a level stand after its last full tile.
    static func width(of size: UInt64, level: Int) -> Int { Int((size >> UInt64(8 * level)) & 255) }

    /// Adds leaves; every tile that changed, each once, as it is now.
    mutating func append(_ leafHashes: some Sequence<Hash>) -> [StoredTile] {
        var full: [StoredTile] = []
        var grown: Set<Int> = []
        for hash in leafHashes {
            levels[0].append(hash)
            size += 1
            var level = 0
            while levels[level].count == TilePath.fullWidth {
                full.append(StoredTile(level: level, index: size >> UInt64(8 * level + 8) - 1, hashes: levels[level]))
                grown.remove(level)
                var tile = Frontier()
                for hash in levels[level] { tile.append(hash) }
                levels[level].removeAll(keepingCapacity: true)
                level += 1
                if level == levels.count { levels.append([]) }
                levels[level].append(tile.root)
                grown.insert(level)
            }
        }
        return full
            + grown.sorted().map { level in
                StoredTile(level: level, index: size >> UInt64(8 * level + 8), hashes: levels[level])
            }
    }
}
