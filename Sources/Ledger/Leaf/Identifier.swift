/// What event and stream identifiers share: 128 bits held in place, never all zero.
struct Identifier: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    static let byteCount = 16

    init?(high: UInt64, low: UInt64) {
        guard high | low != 0 else { return nil }
        self.high = high
        self.low = low
    }

    init?(_ bytes: [UInt8]) {
        guard bytes.count == Identifier.byteCount else { return nil }
        self.init(bytes.span, at: 0)
    }

    /// The caller has checked that there are 16 bytes from the offset on.
    init?(_ bytes: Span<UInt8>, at offset: Int) {
        self.init(high: bytes.bigEndian(at: offset), low: bytes.bigEndian(at: offset + 8))
    }

    var bytes: [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(Identifier.byteCount)
        output.append(self)
        return output
    }
}

extension [UInt8] {
    @inline(__always)
    mutating func append(_ identifier: Identifier) {
        append(bigEndian: identifier.high)
        append(bigEndian: identifier.low)
    }
}
