/// Computes the root of a growing tree from its leaves, keeping only the roots of the full subtrees on its right edge.
///
/// The sealer uses it as the second path to a head before anything is signed; it shares no code with the writer.
public struct RootAccumulator: Sendable, Equatable {
    /// Number of leaves so far.
    public private(set) var size: UInt64 = 0
    /// Roots of the full subtrees, the largest first: one for each bit set in `size`.
    public private(set) var compactRange: [TreeDigest] = []

    /// A tree without leaves.
    public init() {}

    /// Continues a tree of `size` leaves whose right edge is `compactRange`; refuses a count of digests that does not fit the size.
    public init(size: UInt64, compactRange: [TreeDigest]) throws(FormatError) {
        guard size <= UInt64(Int64.max), compactRange.count == size.nonzeroBitCount else {
            throw FormatError(.compactRange, at: 0, "\(compactRange.count) digests cannot be the edge of a tree of \(size) leaves")
        }
        self.size = size
        self.compactRange = compactRange
    }

    /// Reads what `serialised` wrote: the size in 8 bytes, big-endian, then 32 bytes a subtree.
    public init(serialised bytes: [UInt8]) throws(FormatError) {
        guard bytes.count >= 8, bytes.count % 32 == 8 else {
            throw FormatError(.compactRange, at: bytes.count, "not a size and whole digests")
        }
        let range = stride(from: 8, to: bytes.count, by: 32).compactMap { TreeDigest(Array(bytes[$0..<($0 + 32)])) }
        try self.init(size: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }, compactRange: range)
    }

    public var serialised: [UInt8] {
        withUnsafeBytes(of: size.bigEndian) { Array($0) } + compactRange.flatMap(\.bytes)
    }

    /// Adds the entry with the bytes `leaf`.
    public mutating func append(leaf: [UInt8]) { append(leafHash: TreeHashing.leaf(leaf)) }

    /// Adds an entry by its leaf hash.
    public mutating func append(leafHash: TreeDigest) {
        var root = leafHash
        for _ in 0..<size.trailingOnes { root = TreeHashing.node(compactRange.removeLast(), root) }
        compactRange.append(root)
        size += 1
    }

    /// The root hash at the present size.
    public var root: TreeDigest {
        guard var root = compactRange.last else { return TreeHashing.emptyRoot }
        for left in compactRange.dropLast().reversed() { root = TreeHashing.node(left, root) }
        return root
    }
}

extension UInt64 {
    fileprivate var trailingOnes: Int { (~self).trailingZeroBitCount }
}
