/// A SHA-256 value: a leaf hash, a node or the root of a tree.
public struct TreeDigest: Sendable, Hashable, BitwiseCopyable, CustomStringConvertible {
    // Four words in memory order, so that copying the struct copies the 32 bytes.
    private let words: InlineWords

    private struct InlineWords: Sendable, Hashable, BitwiseCopyable {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var third: UInt64 = 0
        var fourth: UInt64 = 0
    }

    /// The digest in 32 bytes; nil for any other length.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self = bytes.withUnsafeBytes { TreeDigest(loading: $0.baseAddress.unsafelyUnwrapped) }
    }

    /// Reads 32 bytes at `pointer`, which need not be aligned.
    @inline(__always) init(loading pointer: UnsafeRawPointer) {
        words = InlineWords(
            first: pointer.loadUnaligned(as: UInt64.self),
            second: pointer.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
            third: pointer.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
            fourth: pointer.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
    }

    /// Writes the 32 bytes to `pointer`.
    @inline(__always) func store(to pointer: UnsafeMutableRawPointer) {
        pointer.storeBytes(of: words.first, as: UInt64.self)
        pointer.storeBytes(of: words.second, toByteOffset: 8, as: UInt64.self)
        pointer.storeBytes(of: words.third, toByteOffset: 16, as: UInt64.self)
        pointer.storeBytes(of: words.fourth, toByteOffset: 24, as: UInt64.self)
    }

    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            store(to: UnsafeMutableRawPointer(buffer.baseAddress.unsafelyUnwrapped))
            count = 32
        }
    }

    /// 64 lower-case hexadecimal digits.
    public var description: String { HexText.encode(bytes) }
}
