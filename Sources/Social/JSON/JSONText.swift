/// A decoded JSON string.
struct JSONText: Equatable {
    var utf8: [UInt8]
    /// Whether something could not be kept as written: half a surrogate pair or U+0000, each replaced by U+FFFD. A NUL would cut
    /// the text short in a C library or a database column, so that what is scanned and what is kept could differ.
    var wasAltered = false

    var string: String { String(decoding: utf8, as: UTF8.self) }

    static func decoding(_ bytes: [UInt8], _ node: JSONNode) -> JSONText {
        let start = Int(node.start)
        let end = Int(node.end)
        guard node.hasEscapes else { return JSONText(utf8: Array(bytes[start..<end])) }
        var text = JSONText(utf8: [])
        text.utf8.reserveCapacity(end - start)
        var at = start
        while at < end {
            guard bytes[at] == UInt8(ascii: "\\") else {
                text.utf8.append(bytes[at])
                at += 1
                continue
            }
            let letter = bytes[at + 1]
            at += 2
            switch letter {
            case UInt8(ascii: "b"): text.utf8.append(0x08)
            case UInt8(ascii: "f"): text.utf8.append(0x0C)
            case UInt8(ascii: "n"): text.utf8.append(0x0A)
            case UInt8(ascii: "r"): text.utf8.append(0x0D)
            case UInt8(ascii: "t"): text.utf8.append(0x09)
            case UInt8(ascii: "u"):
                let unit = codeUnit(bytes, at)
                at += 4
                text.append(unit, bytes, &at, end)
            default: text.utf8.append(letter)
            }
        }
        return text
    }

    /// Whether two keys of one document say the same after decoding.
    static func equal(_ bytes: [UInt8], _ one: JSONNode, _ other: JSONNode) -> Bool {
        if one.hasEscapes || other.hasEscapes {
            return decoding(bytes, one).utf8 == decoding(bytes, other).utf8
        }
        return bytes[Int(one.start)..<Int(one.end)].elementsEqual(bytes[Int(other.start)..<Int(other.end)])
    }

    static func hexadecimal(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    private static func codeUnit(_ bytes: [UInt8], _ at: Int) -> UInt32 {
        var unit: UInt32 = 0
        for index in at..<(at + 4) { unit = unit << 4 | (hexadecimal(bytes[index]) ?? 0) }
        return unit
    }

    private mutating func append(_ unit: UInt32, _ bytes: [UInt8], _ at: inout Int, _ end: Int) {
        var value = unit
        if unit & 0xFC00 == 0xD800, at + 6 <= end, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") {
            let low = Self.codeUnit(bytes, at + 2)
            if low & 0xFC00 == 0xDC00 {
                value = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
                at += 6
            }
        }
        if value != 0, let scalar = Unicode.Scalar(value) {
            utf8.append(contentsOf: UTF8.encode(scalar)!)  // a scalar value always has an encoding in UTF-8
        } else {
            utf8.append(contentsOf: [0xEF, 0xBF, 0xBD])
            wasAltered = true
        }
    }
}
