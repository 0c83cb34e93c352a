/// Names one object that can be erased on its own: 16 bytes, given out by the ``KeyStore`` together with the object's key.
///
/// The first half counts up, so that keys and content are appended to their tables and never move about in them; the second is random, so
/// that an id of another key store, or of one restored to an older state, never opens anything.
public struct ObjectID: Hashable, Sendable {
    /// From 1, below 2^47.
    public let number: UInt64
    public let random: UInt64

    static let numberLimit: UInt64 = 1 << 47

    init(number: UInt64, random: UInt64) {
        self.number = number
        self.random = random
    }

    /// Takes exactly 16 bytes; nil for another count or a number out of range.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        let number = bytes.wide(at: 0)
        guard number >= 1, number < Self.numberLimit else { return nil }
        self.init(number: number, random: bytes.wide(at: 8))
    }

    public var bytes: [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(16)
        output.append(wide: number)
        output.append(wide: random)
        return output
    }
}
