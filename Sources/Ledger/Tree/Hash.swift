import Crypto

/// A SHA-256 value: 32 bytes held in place, compared word by word.
public struct Hash: Hashable, Sendable {
    // The words hold the bytes as they lie in memory; their numeric value has no meaning.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    public static let byteCount = 32

    /// Copies exactly 32 bytes; nil for any other count.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Hash.byteCount else { return nil }
        self = bytes.withUnsafeBytes { Hash(raw: $0) }
    }

    /// Copies 32 bytes from the offset on; nil if they are not there.
    public init?(_ bytes: Span<UInt8>, at offset: Int) {
        guard offset >= 0, bytes.count - offset >= Hash.byteCount else { return nil }
        self = bytes.withUnsafeBytes { Hash(raw: UnsafeRawBufferPointer(rebasing: $0[offset..<(offset + Hash.byteCount)])) }
    }

    /// The caller has checked that there are at least 32 bytes.
    @inline(__always)
    init(raw: UnsafeRawBufferPointer) {
        words = (
            raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self), raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
            raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self), raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
        )
    }

    public static func == (left: Hash, right: Hash) -> Bool {
        left.words.0 == right.words.0 && left.words.1 == right.words.1 && left.words.2 == right.words.2
            && left.words.3 == right.words.3
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }

    /// The 32 bytes, lent for the length of the call.
    @inline(__always)
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // A tuple of four words is 32 contiguous bytes.
        try Swift.withUnsafeBytes(of: words, body)
    }

    public var bytes: [UInt8] { withBytes { [UInt8]($0) } }

    public var isZero: Bool { words.0 | words.1 | words.2 | words.3 == 0 }
}

extension Hash: CustomStringConvertible {
    /// 64 lower-case hexadecimal digits; nil for anything else.
    public init?(hexadecimal text: String) {
        guard let bytes = Hexadecimal.decode(text.utf8) else { return nil }
        self.init(bytes)
    }

    /// 64 hexadecimal digits.
    public var description: String { Hexadecimal.encode(bytes) }
}

extension [UInt8] {
    /// Appends the 32 bytes of a hash.
    @inline(__always)
    mutating func append(_ hash: Hash) {
        hash.withBytes { append(contentsOf: $0) }
    }
}

extension Hash {
    /// SHA-256 of the bytes.
    public static func sha256(of bytes: [UInt8]) -> Hash {
        bytes.withUnsafeBytes { sha256($0) }
    }

    @inline(__always)
    static func sha256(_ raw: UnsafeRawBufferPointer) -> Hash {
        var state = SHA256()
        state.update(bufferPointer: raw)
        return Hash(state.finalize())
    }

    @inline(__always)
    init(_ digest: SHA256.Digest) {
        self = digest.withUnsafeBytes { Hash(raw: $0) }
    }
}
