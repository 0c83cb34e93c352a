/// Unsigned decimals as the C2SP texts write them: ASCII digits, no sign, no leading zero, at most 2^63 - 1.
enum DecimalText {
    static func decode(_ text: ArraySlice<UInt8>) throws(FormatError) -> UInt64 {
        guard let first = text.first else { throw FormatError(.number, at: text.startIndex, "no digits") }
        guard first != zero || text.count == 1 else { throw FormatError(.number, at: text.startIndex, "a leading zero") }
        guard text.count <= 19 else { throw FormatError(.number, at: text.startIndex, "more than 2^63 - 1") }
        var value: UInt64 = 0
        for index in text.indices {
            let digit = text[index] &- zero
            guard digit <= 9 else { throw FormatError(.number, at: index, "not a digit") }
            // 19 digits fit into 64 bits, so this cannot overflow.
            value = value * 10 + UInt64(digit)
        }
        guard value <= UInt64(Int64.max) else { throw FormatError(.number, at: text.startIndex, "more than 2^63 - 1") }
        return value
    }

    private static let zero = UInt8(ascii: "0")
}
