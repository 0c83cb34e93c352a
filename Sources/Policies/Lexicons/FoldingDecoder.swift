/// Decodes UTF-8 byte by byte and folds what people write in place of plain letters.
struct FoldingDecoder {
    enum Fold {
        case nothing
        case space
        case letter
        case symbol
        /// One byte, or two where the second is not 0.
        case ascii(UInt8, UInt8)
    }

    static let incomplete: UInt32 = .max

    private var scalar: UInt32 = 0
    private var missing = 0

    var isIdle: Bool { missing == 0 }

    static func lowered(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    /// The scalar that the byte completes, ``incomplete``, or a space for a byte that belongs to none.
    mutating func next(_ byte: UInt8) -> UInt32 {
        if missing > 0 && byte & 0xC0 == 0x80 {
            scalar = scalar << 6 | UInt32(byte & 0x3F)
            missing -= 1
            return missing == 0 ? scalar : Self.incomplete
        }
        missing = 0
        switch byte {
        case 0xC2...0xDF: (scalar, missing) = (UInt32(byte & 0x1F), 1)
        case 0xE0...0xEF: (scalar, missing) = (UInt32(byte & 0x0F), 2)
        case 0xF0...0xF4: (scalar, missing) = (UInt32(byte & 0x07), 3)
        case 0..<0x80: return UInt32(Self.lowered(byte))
        default: return 0x20
        }
        return Self.incomplete
    }

    static func fold(_ scalar: UInt32) -> Fold {
        switch scalar {
        case 0..<0x80: return .ascii(lowered(UInt8(scalar)), 0)
        case 0xA3: return .ascii(0xA3, 0)
        // Soft hyphen, combining marks, zero-width and direction marks, variation selectors, byte order mark.
        case 0xAD, 0x300...0x36F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF: return .nothing
        case 0x2018, 0x2019: return .ascii(UInt8(ascii: "'"), 0)
        case 0x2BC, 0x60, 0xB4: return .nothing
        case 0x201C...0x201F, 0xAB, 0xBB: return .ascii(UInt8(ascii: "\""), 0)
        case 0x2026: return .ascii(UInt8(ascii: "."), 0)
        case 0xC0...0x17F: return latin(scalar)
        case 0xFF01...0xFF5E: return .ascii(lowered(UInt8(scalar - 0xFEE0)), 0)
        case 0x80...0xBF, 0x2000...0x200A, 0x2010...0x2017, 0x2020...0x2025, 0x2027...0x2029, 0x202F...0x205F, 0x3000...0x3003:
            return .space
        case 0x2190...0x2BFF, 0x1F000...0x1FAFF: return .symbol
        default: return .letter
        }
    }

    /// Latin letters with marks, as the letters without them.
    private static func latin(_ scalar: UInt32) -> Fold {
        switch scalar {
        case 0xD7, 0xF7: return .space
        case 0xDF: return .ascii(UInt8(ascii: "s"), UInt8(ascii: "s"))
        case 0xC6, 0xE6: return .ascii(UInt8(ascii: "a"), UInt8(ascii: "e"))
        case 0x152, 0x153: return .ascii(UInt8(ascii: "o"), UInt8(ascii: "e"))
        default:
            let plain = plainLatin[Int(scalar - 0xC0)]
            return plain == UInt8(ascii: ".") ? .letter : .ascii(plain, 0)
        }
    }

    /// U+00C0 to U+017F without their marks; a point where there is no plain letter.
    private static let plainLatin = Array(
        ("aaaaaa.ceeeeiiii" + "dnooooo.ouuuuy.." + "aaaaaa.ceeeeiiii" + "dnooooo.ouuuuy.y" + "aaaaaaccccccccdd" + "ddeeeeeeeeeegggg"
            + "gggghhhhiiiiiiii" + "ii..jjkk.lllllll" + "lllnnnnnnn..oooo" + "oo..rrrrrrssssss" + "ssttttttuuuuuuuu" + "uuuuwwyyyzzzzzzs")
            .utf8)
}
