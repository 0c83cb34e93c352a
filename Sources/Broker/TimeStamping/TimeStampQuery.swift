import Ledger

/// A request for a time stamp over some bytes, in DER (RFC 3161, 2.4.1): version, SHA-256 of the bytes, a number of our own, and the wish for
/// the authority's certificate in its answer.
struct TimeStampQuery {
    let bytes: [UInt8]
    /// As it stands in the request and must stand in the answer: a positive integer of DER.
    let nonce: [UInt8]

    private static let sha256: [UInt8] = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]

    /// - Parameter random: 63 random bits.
    init(over message: [UInt8], random: UInt64) {
        var number = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: random >> UInt64($0)) }
        // The first bit is the sign; and a first byte of zero would not be the shortest form. Never zero as a whole.
        number[0] = number[0] & 0x3F | 0x40
        nonce = number
        let algorithm = DERWriter.value(0x30, Self.sha256 + [0x05, 0x00])
        let imprint = DERWriter.value(0x30, algorithm + DERWriter.value(0x04, Hash.sha256(of: message).bytes))
        bytes = DERWriter.value(0x30, [0x02, 0x01, 0x01] + imprint + DERWriter.value(0x02, nonce) + [0x01, 0x01, 0xFF])
    }
}
