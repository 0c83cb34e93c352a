/// Bits that say how a unit of folded text was written. The low ones are those of ``Disguise`` in its order.
enum Folds {
    static let zeroWidth: UInt16 = 1 << 0
    static let keycap: UInt16 = 1 << 6
    static let lookAlike: UInt16 = 1 << 7
    static let htmlEntity: UInt16 = 1 << 8
    static let leet: UInt16 = 1 << 9
    static let numberWords: UInt16 = 1 << 10
    static let filler: UInt16 = 1 << 11
    static let separators: UInt16 = 1 << 12
    static let reversed: UInt16 = 1 << 13
    static let split: UInt16 = 1 << 14

    /// In the fold table only: a mark that belongs to the scalar before it.
    static let attaches: UInt16 = 1 << 14
    /// In units only: the letter was a capital. Never part of a finding.
    static let upper: UInt16 = 1 << 15

    /// Whether any of the disguises that a set of bits names is one that nobody uses by accident.
    static func isDeliberate(_ bits: UInt16) -> Bool { disguises(bits).contains(where: \.isDeliberate) }

    /// The disguises that a set of bits names.
    static func disguises(_ bits: UInt16) -> [Disguise] {
        let named = bits & ~upper
        guard named != 0 else { return [] }
        return Disguise.allCases.enumerated().filter { named & (1 << UInt16($0.offset)) != 0 }.map(\.element)
    }
}

/// Bytes of folded text that are not ASCII characters.
enum FoldedByte {
    static let dropped: UInt8 = 0
    static let punctuation: UInt8 = 1
    static let symbol: UInt8 = 2
    static let currency: UInt8 = 3
    static let letter: UInt8 = 4
    /// Part of a value that has been found.
    static let blank: UInt8 = 5
    static let markOpen: UInt8 = 6
    static let markClose: UInt8 = 7
    /// U+FFFD: a character that was lost on the way, and is not seen as a separator between digits.
    static let replacement: UInt8 = 8
    /// A letter that is no ASCII letter and looks like the digit in the low four bits.
    static let looksLikeDigit: UInt8 = 0x80
}
