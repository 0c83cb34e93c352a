extension Frontier {
    /// The consistency proof from this tree to the one with the leaves added, out of the right edge and the new leaves alone.
    ///
    /// RFC 6962's proof names only complete subtrees of the older tree, which the right edge holds, and ranges of new leaves.
    public func consistencyProof(appending leafHashes: [Hash]) -> ConsistencyProof {
        let newSize = size + UInt64(leafHashes.count)
        precondition(newSize <= Decimal.greatest, "a tree holds at most 2^63 - 1 leaves")
        guard size != 0, !leafHashes.isEmpty else {
            return ConsistencyProof(oldSize: size, newSize: newSize, hashes: [])
        }
        var hashes: [Hash] = []
        var start: UInt64 = 0
        var end = newSize
        while end != size {
            let middle = start + Subtrees.split(end - start)
            if size <= middle {
                var range = Frontier()
                for leafHash in leafHashes[Int(middle - size)..<Int(end - size)] { range.append(leafHash) }
                hashes.append(range.root)
                end = middle
            } else {
                hashes.append(completeSubtree(count: middle - start))
                start = middle
            }
        }
        if start != 0 { hashes.append(completeSubtree(count: end - start)) }
        return ConsistencyProof(oldSize: size, newSize: newSize, hashes: hashes.reversed())
    }

    /// The subtree of the right edge with this count of leaves, a power of two that is a set bit of the size.
    private func completeSubtree(count: UInt64) -> Hash {
        let larger = count.trailingZeroBitCount + 1
        return subtrees[larger == 64 ? 0 : (size >> UInt64(larger)).nonzeroBitCount]
    }
}
