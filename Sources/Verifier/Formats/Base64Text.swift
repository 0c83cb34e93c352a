/// Standard base64 (RFC 4648 section 4) with exactly one spelling for a value: padding is required, and the bits that the last
/// character does not use are zero. Two spellings of one signature would be two notes.
enum Base64Text {
    /// The bytes that `text` spells. Offsets in errors are indices into the array that `text` is a slice of.
    static func decode(_ text: ArraySlice<UInt8>) throws(FormatError) -> [UInt8] {
        guard text.count % 4 == 0 else {
            throw FormatError(.base64, at: text.endIndex, "the length is not a multiple of four")
        }
        guard !text.isEmpty else { return [] }
        let padding = text.last == pad ? (text[text.endIndex - 2] == pad ? 2 : 1) : 0
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var collected: UInt32 = 0
        var held = 0
        for index in text.startIndex..<(text.endIndex - padding) {
            guard let value = value(of: text[index]) else {
                throw FormatError(.base64, at: index, "not a character of the alphabet")
            }
            collected = collected << 6 | value
            held += 1
            if held == 4 {
                bytes.append(UInt8(truncatingIfNeeded: collected >> 16))
                bytes.append(UInt8(truncatingIfNeeded: collected >> 8))
                bytes.append(UInt8(truncatingIfNeeded: collected))
                (collected, held) = (0, 0)
            }
        }
        switch padding {
        case 1:
            guard collected & 0b11 == 0 else { throw unusedBits(text) }
            bytes.append(UInt8(truncatingIfNeeded: collected >> 10))
            bytes.append(UInt8(truncatingIfNeeded: collected >> 2))
        case 2:
            guard collected & 0b1111 == 0 else { throw unusedBits(text) }
            bytes.append(UInt8(truncatingIfNeeded: collected >> 4))
        default: break
        }
        return bytes
    }

    /// A digest in base64: 44 characters.
    static func digest(_ text: ArraySlice<UInt8>) throws(FormatError) -> TreeDigest {
        guard text.count == 44, let digest = TreeDigest(try decode(text)) else {
            throw FormatError(.base64, at: text.startIndex, "not 32 bytes in base64")
        }
        return digest
    }

    private static let pad = UInt8(ascii: "=")

    private static func unusedBits(_ text: ArraySlice<UInt8>) -> FormatError {
        FormatError(.base64, at: text.endIndex - 1, "the last character has bits that no byte uses")
    }

    @inline(__always) private static func value(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
