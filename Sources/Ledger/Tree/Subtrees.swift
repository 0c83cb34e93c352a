/// How ranges of leaves fall into complete subtrees.
enum Subtrees {
    /// The largest power of two below the count, where RFC 6962 divides a tree of two leaves or more.
    static func split(_ count: UInt64) -> UInt64 {
        1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }

    /// The root over a range whose start is a multiple of the smallest power of two that is not below its count.
    static func root<Failure: Error>(
        of range: Range<UInt64>, subtree: (_ level: Int, _ index: UInt64) throws(Failure) -> Hash
    ) throws(Failure) -> Hash {
        var parts: [Hash] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let level = 63 - (range.upperBound - start).leadingZeroBitCount
            parts.append(try subtree(level, start >> UInt64(level)))
            start += 1 << UInt64(level)
        }
        return Hash.folding(parts)
    }
}
