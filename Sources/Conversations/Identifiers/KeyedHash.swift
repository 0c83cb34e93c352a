/// A keyed hash under the firm's key: equal for equal things, and worth nothing to whoever lacks the key.
///
/// Addresses, provider ids and one-time codes are compared through it, so that the facts can outlive the content.
/// 16 bytes: the HMAC-SHA256 of a purpose and the value, cut to 128 bits.
public struct KeyedHash: Hashable, Sendable, Codable, CustomStringConvertible {
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The first sixteen bytes of a message authentication code.
    public init(_ bytes: some Sequence<UInt8>) {
        var high: UInt64 = 0
        var low: UInt64 = 0
        var count = 0
        for byte in bytes.prefix(16) {
            if count < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
            count += 1
        }
        precondition(count == 16, "a keyed hash has 16 bytes")
        self.high = high
        self.low = low
    }

    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 16) { bytes, count in
            for place in 0..<8 {
                bytes[place] = UInt8(truncatingIfNeeded: high >> UInt64(56 - 8 * place))
                bytes[8 + place] = UInt8(truncatingIfNeeded: low >> UInt64(56 - 8 * place))
            }
            count = 16
        }
    }

    public var description: String {
        String(unsafeUninitializedCapacity: 32) { text in
            for place in 0..<16 {
                let shift = UInt64(60 - 4 * place)
                text[place] = Self.digit(high >> shift)
                text[16 + place] = Self.digit(low >> shift)
            }
            return 32
        }
    }

    private static func digit(_ value: UInt64) -> UInt8 {
        let nibble = UInt8(truncatingIfNeeded: value & 15)
        return nibble < 10 ? 0x30 + nibble : 0x57 + nibble
    }

    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16), let low = UInt64(text.suffix(16), radix: 16) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "expected 32 hexadecimal digits"))
        }
        self.high = high
        self.low = low
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// Compares without a branch that depends on the value: one-time codes and tokens pass here.
    public func matches(_ other: KeyedHash) -> Bool {
        (high ^ other.high) | (low ^ other.low) == 0
    }
}
