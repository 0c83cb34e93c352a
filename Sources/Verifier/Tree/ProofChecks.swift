/// Inclusion and consistency proofs, checked with the iterative algorithms of RFC 9162 sections 2.1.3.2 and 2.1.4.2.
public enum ProofChecks {
    /// Whether `path` leads from the leaf hash at `index` to the `root` of a tree of `size` leaves.
    public static func includes(
        leafHash: TreeDigest, index: UInt64, size: UInt64, path: [TreeDigest], root: TreeDigest
    ) -> Bool {
        guard index < size, path.count <= 64 else { return false }
        var node = index
        var last = size - 1
        var computed = leafHash
        for sibling in path {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                computed = TreeHashing.node(sibling, computed)
                if node & 1 == 0 { ascend(&node, &last) { $0 & 1 == 1 || $0 == 0 } }
            } else {
                computed = TreeHashing.node(computed, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && computed == root
    }

    /// Whether `path` shows that the tree of `oldSize` leaves is a prefix of the one of `newSize`.
    ///
    /// From an empty tree only an empty path is right: everything is consistent with nothing.
    public static func isConsistent(
        oldSize: UInt64, oldRoot: TreeDigest, newSize: UInt64, newRoot: TreeDigest, path: [TreeDigest]
    ) -> Bool {
        guard oldSize <= newSize, path.count <= 64 else { return false }
        if oldSize == newSize { return path.isEmpty && oldRoot == newRoot }
        if oldSize == 0 { return path.isEmpty && oldRoot == TreeHashing.emptyRoot }
        guard !path.isEmpty else { return false }
        var rest = path[...]
        // A full old tree is its own first node, which the prover leaves out.
        guard let seed = oldSize.nonzeroBitCount == 1 ? oldRoot : rest.popFirst() else { return false }
        var node = oldSize - 1
        var last = newSize - 1
        ascend(&node, &last) { $0 & 1 == 0 }
        var old = seed
        var new = seed
        for sibling in rest {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                old = TreeHashing.node(sibling, old)
                new = TreeHashing.node(sibling, new)
                if node & 1 == 0 { ascend(&node, &last) { $0 & 1 == 1 || $0 == 0 } }
            } else {
                new = TreeHashing.node(new, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return old == oldRoot && new == newRoot && last == 0
    }

    private static func ascend(_ node: inout UInt64, _ last: inout UInt64, until done: (UInt64) -> Bool) {
        while !done(node) {
            node >>= 1
            last >>= 1
        }
    }
}
