import AccountData

/// A text in which somebody put signs for letters or set letters apart ("k1ll", "k i l l"), as it was meant.
///
/// What such a writing stands for is not certain, so there are two readings of it.
enum Undisguised: CaseIterable {
    /// 1 is an i, and letters apart are one word.
    case plain
    /// 1 is an l, and a first letter that is a word by itself stays one.
    case other

    /// So many letters apart are no accident: "a b" is, initials are not.
    private static let fewestApart = 3

    /// Whether there is anything to undo: one look at each byte, and for nearly all texts the end of it.
    static func isNeeded(_ text: [UInt8]) -> Bool {
        var before: UInt8 = 0x20
        var twoBefore: UInt8 = 0x20
        var length = 0
        var gap = 0
        var apart = 0
        for byte in text {
            if isLetter(byte) {
                if isDigit(before) || isSign(before) && isLetter(twoBefore) || leadsLookalike(twoBefore) { return true }
                if length == 0 && gap != 1 { apart = 0 }
                length += 1
                gap = 0
            } else {
                if isLetter(before) {
                    if isDigit(byte) || leadsLookalike(byte) { return true }
                    apart = length == 1 ? apart + 1 : 0
                    if apart >= fewestApart { return true }
                }
                // Letters of mathematics, and letters in circles and boxes.
                if before == 0xF0 && byte == 0x9D || before == 0xE2 && (byte == 0x92 || byte == 0x93)
                    || twoBefore == 0xF0 && before == 0x9F && (byte == 0x84 || byte == 0x85)
                {
                    return true
                }
                length = 0
                gap += 1
            }
            (twoBefore, before) = (before, byte)
        }
        return length == 1 && apart + 1 >= fewestApart
    }

    func reading(_ text: [UInt8]) -> [UInt8] { joined(lettered(text)) }

    // MARK: Signs for letters

    private func lettered(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var place = 0
        while place < text.count {
            let start = place
            while place < text.count,
                Self.isLetter(text[place]) || Self.isDigit(text[place]) || Self.isSign(text[place]) || text[place] >= 0x80
            {
                place += 1
            }
            if start == place {
                result.append(text[place])
                place += 1
            } else {
                append(text[start..<place], to: &result)
            }
        }
        return result
    }

    /// A word as it is, unless Latin letters stand in it, real ones or guises.
    private func append(_ word: ArraySlice<UInt8>, to result: inout [UInt8]) {
        var (read, hasLetters): ([UInt8], Bool) = ([], false)
        for scalar in String(decoding: word, as: UTF8.self).unicodeScalars {
            if scalar.isASCII {
                hasLetters = hasLetters || Self.isLetter(UInt8(scalar.value))
                read.append(letter(UInt8(scalar.value)))
            } else if let letter = LetterFold.letter(scalar.value), Self.isGuise(scalar.value) {
                hasLetters = hasLetters || !Self.isOtherScript(scalar.value)
                read.append(letter)
            } else {
                read += Array(String(scalar).utf8)
            }
        }
        result += hasLetters ? read : Array(word)
    }

    /// Letters with marks stay: what they are is read with them, and they are no disguise.
    private static func isGuise(_ scalar: UInt32) -> Bool { scalar >= 0x250 }

    /// Greek and Cyrillic letters are read as Latin ones only in a word that has Latin ones as well.
    private static func isOtherScript(_ scalar: UInt32) -> Bool { scalar >= 0x370 && scalar < 0x590 }

    private func letter(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "0"): UInt8(ascii: "o")
        case UInt8(ascii: "1"): self == .plain ? UInt8(ascii: "i") : UInt8(ascii: "l")
        case UInt8(ascii: "3"): UInt8(ascii: "e")
        case UInt8(ascii: "4"), UInt8(ascii: "@"): UInt8(ascii: "a")
        case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "s")
        case UInt8(ascii: "7"): UInt8(ascii: "t")
        case UInt8(ascii: "8"): UInt8(ascii: "b")
        default: byte
        }
    }

    // MARK: Letters apart

    private func joined(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var place = 0
        while place < text.count {
            let end = endOfRun(at: place, in: text)
            if end == place {
                result.append(text[place])
                place += 1
                continue
            }
            let letters = stride(from: place, to: end, by: 2).map { text[$0] }
            let first = letters[0] | 0x20
            if self == .other, first == UInt8(ascii: "i") || first == UInt8(ascii: "a") {
                result += [first, 0x20] + letters.dropFirst()
            } else {
                result += letters
            }
            place = end
        }
        return result
    }

    /// Behind letters that stand apart by one byte each, if enough of them begin here; else here.
    private func endOfRun(at start: Int, in text: [UInt8]) -> Int {
        guard Self.isLetter(text[start]), start == 0 || !Self.isLetter(text[start - 1]) else { return start }
        var place = start
        var count = 0
        while place < text.count, Self.isLetter(text[place]), place + 1 == text.count || !Self.isLetter(text[place + 1]) {
            count += 1
            guard place + 2 < text.count, text[place + 1] != 0x0A, text[place + 1] < 0x80, Self.isLetter(text[place + 2]),
                place + 3 == text.count || !Self.isLetter(text[place + 3])
            else { break }
            place += 2
        }
        return count >= Self.fewestApart ? place + 1 : start
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") }
    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    private static func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "@") || byte == UInt8(ascii: "$") }
    /// The first byte of Greek and Cyrillic letters (UTF-8, RFC 3629).
    private static func leadsLookalike(_ byte: UInt8) -> Bool { byte >= 0xCD && byte <= 0xD5 }
}
