/// What stands in a text where a value was: `⟦card.pan⟧`, or `⟦card.pan ••••1234⟧` where the last four may stay.
///
/// The scanner takes a mark for one opaque sign, but only if it is exactly one, so nothing can hide between the brackets.
enum RedactionMark {
    static let open: Unicode.Scalar = "\u{27E6}"
    static let close: Unicode.Scalar = "\u{27E7}"
    private static let bullets = "\u{2022}\u{2022}\u{2022}\u{2022}"
    /// More digits than these never stay.
    static let keptAtMost = 4

    static func text(_ dataClass: DataClass, kept: String) -> String {
        var text = "\(open)\(dataClass.word)"
        if !kept.isEmpty { text += " \(bullets)\(kept)" }
        text.unicodeScalars.append(close)
        return text
    }

    /// The place behind a mark that opens at `open` in folded text; nil if what stands there is not a mark.
    /// - Parameter own: hashes of the words of custom classes.
    static func end(of open: Int, count: Int, own: Set<UInt64>, unit: (Int) -> Unit) -> Int? {
        var place = open + 1
        var hash = Vocabulary.hashSeed
        while place < count, place - open < 48 {
            let byte = unit(place).byte
            guard byte.isWordByte else { break }
            hash = Vocabulary.hash(hash, byte)
            place += 1
        }
        guard place < count, classHashes.contains(hash) || own.contains(hash) else { return nil }
        if unit(place).kind == .space {
            place += 1
            for _ in 0..<4 {
                guard place < count, unit(place).byte == FoldedByte.punctuation else { return nil }
                place += 1
            }
            let firstDigit = place
            while place < count, unit(place).kind == .digit { place += 1 }
            guard 1...keptAtMost ~= place - firstDigit else { return nil }
        }
        guard place < count, unit(place).kind == .markClose else { return nil }
        return place + 1
    }

    private static let classHashes = Set(DataClass.allCases.map(hash))

    /// The hash by which a class's word is known between the brackets.
    static func hash(_ dataClass: DataClass) -> UInt64 {
        dataClass.word.lowercased().utf8.reduce(Vocabulary.hashSeed) { Vocabulary.hash($0, $1) }
    }
}

extension UInt8 {
    /// A byte of a data class's word.
    fileprivate var isWordByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: false
        }
    }
}
