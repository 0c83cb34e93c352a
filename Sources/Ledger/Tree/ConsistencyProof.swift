/// Shows that a tree is the beginning of a larger one: RFC 6962, section 2.1.2.
public struct ConsistencyProof: Hashable, Sendable {
    /// Size of the older tree.
    public let oldSize: UInt64
    /// Size of the newer tree.
    public let newSize: UInt64
    public let hashes: [Hash]

    public init(oldSize: UInt64, newSize: UInt64, hashes: [Hash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Builds the proof from the roots of complete subtrees, named as in `InclusionProof.build`; nil if the sizes are out of order.
    ///
    /// From the empty tree on the proof is empty, as a C2SP witness expects it.
    public static func build<Failure: Error>(
        from oldSize: UInt64, to newSize: UInt64, subtree: (_ level: Int, _ index: UInt64) throws(Failure) -> Hash
    ) throws(Failure) -> ConsistencyProof? {
        guard oldSize <= newSize, newSize <= Decimal.greatest else { return nil }
        guard oldSize != 0, oldSize != newSize else {
            return ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: [])
        }
        var hashes: [Hash] = []
        var start: UInt64 = 0
        var end = newSize
        while end != oldSize {
            let middle = start + Subtrees.split(end - start)
            if oldSize <= middle {
                hashes.append(try Subtrees.root(of: middle..<end, subtree: subtree))
                end = middle
            } else {
                hashes.append(try Subtrees.root(of: start..<middle, subtree: subtree))
                start = middle
            }
        }
        // Where the older tree is the left part as a whole, its root is known to the reader and left out.
        if start != 0 { hashes.append(try Subtrees.root(of: start..<end, subtree: subtree)) }
        return ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: hashes.reversed())
    }

    /// Checks the proof as RFC 9162, section 2.1.4.2; from the empty tree on only an empty proof holds.
    public func verify(oldRoot: Hash, newRoot: Hash) throws(ProofError) {
        guard oldSize <= newSize else { throw .outsideTree }
        if oldSize == newSize {
            guard hashes.isEmpty else { throw .wrongLength }
            guard oldRoot == newRoot else { throw .wrongOldRoot }
            return
        }
        if oldSize == 0 {
            guard hashes.isEmpty else { throw .wrongLength }
            guard oldRoot == .ofEmptyTree else { throw .wrongOldRoot }
            return
        }
        var rest = hashes[...]
        // A complete older tree is itself the first node of the path.
        let isComplete = oldSize & (oldSize - 1) == 0
        guard let seed = isComplete ? oldRoot : rest.popFirst() else { throw .wrongLength }
        guard !rest.isEmpty else { throw .wrongLength }
        var first = oldSize - 1
        var second = newSize - 1
        while first & 1 == 1 {
            first >>= 1
            second >>= 1
        }
        var old = seed
        var new = seed
        for hash in rest {
            guard second != 0 else { throw .wrongLength }
            if first & 1 == 1 || first == second {
                old = Hash.ofNode(hash, old)
                new = Hash.ofNode(hash, new)
                while first & 1 == 0 && first != 0 {
                    first >>= 1
                    second >>= 1
                }
            } else {
                new = Hash.ofNode(new, hash)
            }
            first >>= 1
            second >>= 1
        }
        guard second == 0 else { throw .wrongLength }
        guard old == oldRoot else { throw .wrongOldRoot }
        guard new == newRoot else { throw .wrongRoot }
    }
}
