import Crypto

/// The two hashes of RFC 6962 section 2.1: a leaf under 0x00, a node under 0x01, so that neither passes for the other.
enum TreeHashing {
    /// The root of a tree without leaves: SHA-256 of nothing.
    static let emptyRoot = plain([])

    static func leaf(_ entry: [UInt8]) -> TreeDigest { digest([0] + entry) }

    static func plain(_ bytes: [UInt8]) -> TreeDigest { digest(bytes) }

    static func node(_ left: TreeDigest, _ right: TreeDigest) -> TreeDigest {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { buffer in
            let start = buffer.baseAddress.unsafelyUnwrapped
            start.storeBytes(of: 1, as: UInt8.self)
            left.store(to: start + 1)
            right.store(to: start + 33)
            return digest(UnsafeRawBufferPointer(buffer))
        }
    }

    /// SHA-256 of `bytes` as they stand; the caller has put the prefix before them.
    @inline(__always) static func digest(_ bytes: UnsafeRawBufferPointer) -> TreeDigest {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        return hash.finalize().withUnsafeBytes { TreeDigest(loading: $0.baseAddress.unsafelyUnwrapped) }
    }

    /// The root over `count` digests that stand one after another from the second byte of `buffer` on. The buffer is used up.
    ///
    /// Works upwards pair by pair; the last one of an odd row moves up as it is, which is RFC 6962's split at the largest power of
    /// two. The prefix of each pair goes into the byte before it, which belongs to a pair already hashed.
    static func reduce(_ buffer: UnsafeMutableRawBufferPointer, count: Int) -> TreeDigest {
        precondition(count > 0 && buffer.count >= 1 + 32 * count, "the buffer holds a prefix byte and the digests")
        let start = buffer.baseAddress.unsafelyUnwrapped
        var width = count
        while width > 1 {
            for pair in 0..<(width / 2) {
                let place = start + 64 * pair
                place.storeBytes(of: 1, as: UInt8.self)
                digest(UnsafeRawBufferPointer(start: place, count: 65)).store(to: start + 1 + 32 * pair)
            }
            if width % 2 == 1 {
                TreeDigest(loading: start + 1 + 32 * (width - 1)).store(to: start + 1 + 32 * (width / 2))
            }
            width = width / 2 + width % 2
        }
        return TreeDigest(loading: start + 1)
    }

    private static func digest(_ bytes: [UInt8]) -> TreeDigest {
        bytes.withUnsafeBytes { digest($0) }
    }
}
