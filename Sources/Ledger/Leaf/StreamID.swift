/// Names one stream (a conversation, a party and so on): 16 random bytes, never all zero.
public struct StreamID: Hashable, Sendable, CustomStringConvertible {
    let identifier: Identifier

    /// Takes random bytes, as two halves; nil when all are zero.
    public init?(high: UInt64, low: UInt64) {
        guard let identifier = Identifier(high: high, low: low) else { return nil }
        self.identifier = identifier
    }

    /// Takes exactly 16 bytes; nil for another count or all zero.
    public init?(_ bytes: [UInt8]) {
        guard let identifier = Identifier(bytes) else { return nil }
        self.identifier = identifier
    }

    init?(_ bytes: Span<UInt8>, at offset: Int) {
        guard let identifier = Identifier(bytes, at: offset) else { return nil }
        self.identifier = identifier
    }

    public var bytes: [UInt8] { identifier.bytes }

    /// 32 hexadecimal digits.
    public var description: String { Hexadecimal.encode(bytes) }
}
