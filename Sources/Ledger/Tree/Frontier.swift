/// The right edge of a tree: the roots of its complete subtrees, from which it grows without any older node.
///
/// A tree of n leaves has one subtree for each set bit of n, at most 64 hashes.
public struct Frontier: Hashable, Sendable {
    /// Number of leaves.
    public private(set) var size: UInt64

    /// Roots of the complete subtrees, largest first.
    public private(set) var subtrees: [Hash]

    /// The empty tree.
    public init() {
        size = 0
        subtrees = []
    }

    /// A known right edge; nil when the count of hashes is not the count of set bits of the size, or the size passes 2^63 - 1.
    public init?(size: UInt64, subtrees: [Hash]) {
        guard size <= Decimal.greatest, subtrees.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.subtrees = subtrees
    }

    /// Adds one leaf by its hash.
    public mutating func append(_ leafHash: Hash) {
        precondition(size < Decimal.greatest, "a tree holds at most 2^63 - 1 leaves")
        var node = leafHash
        // Each trailing one bit of the old size is a subtree that the new leaf completes into one twice as large.
        for _ in 0..<(~size).trailingZeroBitCount {
            node = Hash.ofNode(subtrees.removeLast(), node)
        }
        subtrees.append(node)
        size += 1
    }

    /// The root hash of the tree.
    public var root: Hash { Hash.folding(subtrees) }

    /// Size and root together.
    public var head: TreeHead { TreeHead(size: size, root: root) }

    /// Bytes of `init(decoding:)`: the size, 64 bits big-endian, then the hashes, largest subtree first.
    public func encode() -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(8 + subtrees.count * Hash.byteCount)
        output.append(bigEndian: size)
        for subtree in subtrees { output.append(subtree) }
        return output
    }

    /// Reads what `encode` wrote; nil for any other length or count.
    public init?(decoding bytes: [UInt8]) {
        guard bytes.count >= 8, (bytes.count - 8) % Hash.byteCount == 0 else { return nil }
        let span = bytes.span
        var hashes: [Hash] = []
        for offset in stride(from: 8, to: bytes.count, by: Hash.byteCount) {
            guard let hash = Hash(span, at: offset) else { return nil }
            hashes.append(hash)
        }
        self.init(size: span.bigEndian(at: 0), subtrees: hashes)
    }
}
