/// Whose key it is: an identity, and how long what is under the key is kept.
///
/// Each pair has a key of its own, so that erasing what is kept for marketing leaves what the law wants kept, and merging two identities
/// never merges their keys.
public struct KeyOwner: Hashable, Sendable {
    public let identity: KeyIdentity
    public let retention: RetentionClass

    public init(_ identity: KeyIdentity, _ retention: RetentionClass) {
        self.identity = identity
        self.retention = retention
    }

    static let byteCount = 18

    var bytes: [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(Self.byteCount)
        output.append(wide: identity.high)
        output.append(wide: identity.low)
        output.append(UInt8(retention.rawValue >> 8))
        output.append(UInt8(truncatingIfNeeded: retention.rawValue))
        return output
    }

    init?(_ bytes: some Collection<UInt8>) {
        let bytes = [UInt8](bytes)
        guard bytes.count == Self.byteCount else { return nil }
        identity = KeyIdentity(high: bytes.wide(at: 0), low: bytes.wide(at: 8))
        retention = RetentionClass(UInt16(bytes[16]) << 8 | UInt16(bytes[17]))
    }
}

/// The 16-byte id of the person, member of staff or firm that content belongs to.
public struct KeyIdentity: Hashable, Sendable {
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Takes exactly 16 bytes; nil for another count.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.init(high: bytes.wide(at: 0), low: bytes.wide(at: 8))
    }
}

/// A class of retention by number; which there are, and for how long, the firm's packs say.
public struct RetentionClass: Hashable, Sendable {
    public let rawValue: UInt16
    public init(_ rawValue: UInt16) { self.rawValue = rawValue }
}
