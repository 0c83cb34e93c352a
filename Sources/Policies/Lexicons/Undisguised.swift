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
                if isDigit(before) || isSign(before) && isLetter(twoBefore) || isCyrillic(twoBefore) { return true }
                if length == 0 && gap != 1 { apart = 0 }
                length += 1
                gap = 0
            } else {
                if isLetter(before) {
                    if isDigit(byte) || isCyrillic(byte) { return true }
                    apart = length == 1 ? apart + 1 : 0
                    if apart >= fewestApart { return true }
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
            } else if text[start..<place].contains(where: Self.isLetter) {
                append(text[start..<place], to: &result)
            } else {
                result += text[start..<place]
            }
        }
        return result
    }

    private func append(_ word: ArraySlice<UInt8>, to result: inout [UInt8]) {
        var place = word.startIndex
        while place < word.endIndex {
            if Self.isCyrillic(word[place]), place + 1 < word.endIndex, let letter = Self.lookalike(word[place], word[place + 1]) {
                result.append(letter)
                place += 2
            } else {
                result.append(letter(word[place]))
                place += 1
            }
        }
    }

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

    /// Cyrillic letters that look like Latin ones.
    private static func lookalike(_ first: UInt8, _ second: UInt8) -> UInt8? {
        switch (first, second) {
        case (0xD0, 0xB0): UInt8(ascii: "a")
        case (0xD0, 0xB5): UInt8(ascii: "e")
        case (0xD0, 0xBE): UInt8(ascii: "o")
        case (0xD1, 0x80): UInt8(ascii: "p")
        case (0xD1, 0x81): UInt8(ascii: "c")
        case (0xD1, 0x83): UInt8(ascii: "y")
        case (0xD1, 0x95): UInt8(ascii: "s")
        case (0xD1, 0x96): UInt8(ascii: "i")
        default: nil
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
    private static func isCyrillic(_ byte: UInt8) -> Bool { byte == 0xD0 || byte == 0xD1 }
}
