/// Shows that a leaf stands at an index of a tree: the audit path of RFC 6962, section 2.1.1.
public struct InclusionProof: Hashable, Sendable {
    /// Index of the leaf, from zero.
    public let index: UInt64
    /// Size of the tree the proof was made for.
    public let size: UInt64
    /// Siblings from the leaf's up to the root's child.
    public let hashes: [Hash]

    public init(index: UInt64, size: UInt64, hashes: [Hash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// Builds the proof from the roots of complete subtrees: level 0 are leaf hashes, level n covers 2^n leaves, and the index
    /// counts subtrees of that level from the left.
    public static func build<Failure: Error>(
        index: UInt64, size: UInt64, subtree: (_ level: Int, _ index: UInt64) throws(Failure) -> Hash
    ) throws(Failure) -> InclusionProof? {
        guard index < size, size <= Decimal.greatest else { return nil }
        var hashes: [Hash] = []
        var start: UInt64 = 0
        var end = size
        while end - start > 1 {
            let middle = start + Subtrees.split(end - start)
            if index < middle {
                hashes.append(try Subtrees.root(of: middle..<end, subtree: subtree))
                end = middle
            } else {
                hashes.append(try Subtrees.root(of: start..<middle, subtree: subtree))
                start = middle
            }
        }
        return InclusionProof(index: index, size: size, hashes: hashes.reversed())
    }

    /// Checks the proof as RFC 9162, section 2.1.3.2.
    public func verify(leafHash: Hash, root: Hash) throws(ProofError) {
        guard index < size else { throw .outsideTree }
        var first = index
        var second = size - 1
        var node = leafHash
        for hash in hashes {
            guard second != 0 else { throw .wrongLength }
            if first & 1 == 1 || first == second {
                node = Hash.ofNode(hash, node)
                while first & 1 == 0 && first != 0 {
                    first >>= 1
                    second >>= 1
                }
            } else {
                node = Hash.ofNode(node, hash)
            }
            first >>= 1
            second >>= 1
        }
        guard second == 0 else { throw .wrongLength }
        guard node == root else { throw .wrongRoot }
    }
}
