import Ledger
import SQL

/// The tree over the entries up to a sealed size, read from the kept tiles as far as proofs ask for it.
struct SealedTree {
    private let tiles: HashTiles
    var size: UInt64 { tiles.size }
    /// Tiles that were read: many proofs from one tree share the upper ones.
    private var known: [Tile: [Hash]] = [:]

    private struct Tile: Hashable {
        var level: Int
        var index: UInt64
    }
    /// Eight kilobytes each.
    private static let mostKnown = 1_024

    init(_ connection: Connection, size: UInt64) {
        tiles = HashTiles(connection, size: size)
    }

    mutating func inclusion(of index: UInt64) throws -> InclusionProof {
        let proof = try InclusionProof.build(index: index, size: size) { level, place in try subtree(level, place) }
        guard let proof else { throw StorageError.damaged("entry \(index) is not among the sealed ones") }
        return proof
    }

    /// Nil for an older size above this tree's.
    mutating func consistency(from oldSize: UInt64) throws -> ConsistencyProof? {
        try ConsistencyProof.build(from: oldSize, to: size) { level, place in try subtree(level, place) }
    }

    private mutating func subtree(_ level: Int, _ index: UInt64) throws -> Hash {
        let inside = UInt64(level % 8)
        let first = index << inside
        let hashes = try tile(Tile(level: level / 8, index: first >> 8))
        let start = Int(first & 255)
        guard start + (1 << inside) <= hashes.count else { throw StorageError.damaged("a tile is narrower than the sealed tree") }
        var part = Frontier()
        for hash in hashes[start..<(start + (1 << inside))] { part.append(hash) }
        return part.root
    }

    private mutating func tile(_ place: Tile) throws -> [Hash] {
        if let hashes = known[place] { return hashes }
        let hashes = try tiles.hashes(level: place.level, index: place.index)
        if known.count >= Self.mostKnown { known.removeAll(keepingCapacity: true) }
        known[place] = hashes
        return hashes
    }
}
