/// Reads a tree out of its tiles, to build proofs from an export or a tile folder.
public struct TileTree: Sendable {
    /// Number of leaves.
    public let size: UInt64
    private let read: @Sendable (TilePath) throws(TileError) -> [UInt8]

    /// A tree whose tiles the function reads; it is asked for paths as they stand at this size.
    public init(size: UInt64, read: @escaping @Sendable (TilePath) throws(TileError) -> [UInt8]) {
        self.size = size
        self.read = read
    }

    /// The root of the complete subtree that covers 2^level leaves, counted from the left.
    public func subtree(_ level: Int, _ index: UInt64) throws(TileError) -> Hash {
        let tileLevel = level / 8
        let inside = UInt64(level % 8)
        let first = index << inside
        let tile = first >> 8
        let isLast = tile == size >> UInt64(8 * tileLevel + 8)
        let width = isLast ? TilePath.partialWidth(level: tileLevel, size: size) : TilePath.fullWidth
        let path = TilePath(unchecked: .hashes(level: tileLevel), index: tile, width: width)
        guard let hashes = TileTree.hashes(in: try read(path), count: width) else { throw .malformed(path) }
        let start = Int(first & 255)
        guard start + (1 << inside) <= hashes.count else { throw .malformed(path) }
        var part = Frontier()
        for hash in hashes[start..<(start + (1 << inside))] { part.append(hash) }
        return part.root
    }

    /// The root hash.
    public func root() throws(TileError) -> Hash {
        try Subtrees.root(of: 0..<size, subtree: subtree)
    }

    /// Proof that the leaf at the index is in the tree; nil for an index outside.
    public func inclusionProof(index: UInt64) throws(TileError) -> InclusionProof? {
        try InclusionProof.build(index: index, size: size, subtree: subtree)
    }

    /// Proof that the tree of the older size is the beginning of this one; nil for a larger size.
    public func consistencyProof(from oldSize: UInt64) throws(TileError) -> ConsistencyProof? {
        try ConsistencyProof.build(from: oldSize, to: size, subtree: subtree)
    }

    static func hashes(in bytes: [UInt8], count: Int) -> [Hash]? {
        guard bytes.count == count * Hash.byteCount else { return nil }
        let span = bytes.span
        var hashes: [Hash] = []
        hashes.reserveCapacity(count)
        for index in 0..<count {
            guard let hash = Hash(span, at: index * Hash.byteCount) else { return nil }
            hashes.append(hash)
        }
        return hashes
    }
}
