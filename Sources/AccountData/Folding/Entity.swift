/// A character reference of HTML, as mail programs and pasted pages carry them: `&#52;`, `&#x34;`, `&nbsp;`, and the
/// doubly written `&amp;#52;`.
struct Entity {
    let scalar: UInt32
    /// Bytes, and so scalars, of the reference.
    let length: Int

    /// The reference that begins at an ampersand; nil if it is just an ampersand.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
        var position = start + 1
        let end = min(bytes.count, start + 18)
        if Self.matches("amp;#", bytes, position, end) { position += 4 }
        guard position < end else { return nil }
        if bytes[position] == UInt8(ascii: "#") {
            guard let numeric = Self.numeric(bytes, position + 1, end) else { return nil }
            (scalar, length) = (numeric.scalar, numeric.end - start)
            return
        }
        for (name, value) in Self.named where Self.matches(name, bytes, position, end) {
            (scalar, length) = (value, position + name.utf8CodeUnitCount - start)
            return
        }
        return nil
    }

    private static func numeric(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (scalar: UInt32, end: Int)? {
        var position = start
        var value: UInt32 = 0
        let isHex = position < end && bytes[position] | 0x20 == UInt8(ascii: "x")
        if isHex { position += 1 }
        let firstDigit = position
        while position < end, value < 0x110000 {
            let byte = bytes[position]
            if byte >= 0x30, byte <= 0x39 {
                value = value * (isHex ? 16 : 10) + UInt32(byte - 0x30)
            } else if isHex, byte | 0x20 >= 0x61, byte | 0x20 <= 0x66 {
                value = value * 16 + UInt32((byte | 0x20) - 0x57)
            } else {
                break
            }
            position += 1
        }
        guard position > firstDigit, value < 0x110000, !(0xD800...0xDFFF).contains(value) else { return nil }
        if position < end, bytes[position] == UInt8(ascii: ";") { position += 1 }
        return (value, position)
    }

    private static func matches(_ name: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ position: Int, _ end: Int) -> Bool {
        let count = name.utf8CodeUnitCount
        guard position + count <= end else { return false }
        let start = name.utf8Start
        for i in 0..<count where bytes[position + i] != start[i] { return false }
        return true
    }

    private static let named: [(StaticString, UInt32)] = [
        ("nbsp;", 0x20), ("amp;", 0x26), ("quot;", 0x22), ("apos;", 0x27), ("lt;", 0x3C), ("gt;", 0x3E), ("num;", 0x23), ("commat;", 0x40),
        ("ensp;", 0x20), ("emsp;", 0x20), ("thinsp;", 0x20), ("shy;", 0xAD), ("zwnj;", 0x200C), ("zwj;", 0x200D), ("ndash;", 0x2D),
        ("mdash;", 0x2D), ("minus;", 0x2D), ("hyphen;", 0x2D), ("dash;", 0x2D), ("period;", 0x2E), ("comma;", 0x2C), ("sol;", 0x2F),
        ("lowbar;", 0x5F), ("colon;", 0x3A), ("middot;", 0xB7), ("bull;", 0x2022), ("lpar;", 0x28), ("rpar;", 0x29), ("equals;", 0x3D),
    ]
}
