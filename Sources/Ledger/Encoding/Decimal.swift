/// Tree sizes, indices and times in text: ASCII digits, no sign, no leading zero, at most 2^63 - 1.
///
/// The bound is that of the C2SP time stamp and of Go's tools, which hold sizes in a signed 64-bit integer.
enum Decimal {
    static let greatest = UInt64(Int64.max)

    static func decode(_ text: some Collection<UInt8>) -> UInt64? {
        guard let first = text.first, text.count <= 19 else { return nil }
        if first == UInt8(ascii: "0"), text.count > 1 { return nil }
        var value: UInt64 = 0
        for byte in text {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
        }
        return value <= greatest ? value : nil
    }
}
