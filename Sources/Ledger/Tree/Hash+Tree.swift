import Crypto

/// The hashes of the tree of RFC 6962, section 2.1.
extension Hash {
    /// The root of a tree without leaves: SHA-256 of nothing.
    public static let ofEmptyTree = Hash.sha256(of: [])

    /// The hash of a leaf: SHA-256 of a zero byte and the leaf's bytes.
    public static func ofLeaf(_ bytes: [UInt8]) -> Hash {
        bytes.withUnsafeBytes { ofLeaf($0) }
    }

    /// The hash of a leaf whose bytes stand in another buffer.
    public static func ofLeaf(_ bytes: Span<UInt8>) -> Hash {
        bytes.withUnsafeBytes { ofLeaf($0) }
    }

    @inline(__always)
    static func ofLeaf(_ raw: UnsafeRawBufferPointer) -> Hash {
        // One call with the prefix in front is faster than two for the sizes that occur; a longer leaf takes the general way.
        guard raw.count < 1024 else {
            var state = SHA256()
            let prefix: UInt8 = 0
            withUnsafeBytes(of: prefix) { state.update(bufferPointer: $0) }
            state.update(bufferPointer: raw)
            return Hash(state.finalize())
        }
        return withUnsafeTemporaryAllocation(byteCount: raw.count + 1, alignment: 1) { buffer in
            buffer[0] = 0
            UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: raw)
            return sha256(UnsafeRawBufferPointer(buffer))
        }
    }

    /// The hash of an inner node: SHA-256 of a one byte and both children.
    public static func ofNode(_ left: Hash, _ right: Hash) -> Hash {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * byteCount, alignment: 1) { buffer in
            buffer[0] = 1
            left.withBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[1..<33]).copyMemory(from: $0) }
            right.withBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[33..<65]).copyMemory(from: $0) }
            return sha256(UnsafeRawBufferPointer(buffer))
        }
    }

    /// Folds the roots of adjoining complete subtrees, largest first, into the root over all of them.
    static func folding(_ subtrees: some BidirectionalCollection<Hash>) -> Hash {
        guard var root = subtrees.last else { return ofEmptyTree }
        for subtree in subtrees.dropLast().reversed() { root = ofNode(subtree, root) }
        return root
    }
}
