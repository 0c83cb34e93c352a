/// One cheap look at the bytes that clears most messages: no digits to speak of, no word that a secret hangs on.
struct Glance: Sendable {
    private let wantsRequests: Bool
    private let vocabulary = Vocabulary.shared
    private static let kinds: ByteTable<Kind> = ByteTable { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case 0x80...: .wide
        case UInt8(ascii: "&"): .ampersand
        case UInt8(ascii: "@"): .at
        case 0x00...0x08, 0x0E...0x1F, 0x7F: .hidden
        default: .other
        }
    }
    private let kinds = Glance.kinds

    private let wantsFacts: Bool

    init(_ classes: Set<DataClass>) {
        wantsRequests = classes.contains { $0.isRequest }
        wantsFacts = !classes.isDisjoint(with: [.accountBalance, .accountTransaction, .accountStatus])
    }

    /// Whether an at sign stands between blanks, behind something.
    private func isSpaced(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        position + 1 < bytes.count && bytes[position - 1] == 0x20 && bytes[position + 1] == 0x20
    }

    private enum Kind: UInt8 { case other, letter, digit, wide, ampersand, hidden, at }

    /// Whether no detector can find anything. A false answer means nothing more than that the text must be read.
    func isClean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var digits = 0
        var numberWords = 0
        var innerDots = 0
        var singles = 0
        var isQuestion = false
        var isLast = false
        var hasStreet = false
        var roles: Role = []
        var hash = Vocabulary.hashSeed
        var length = 0
        var position = 0
        let count = bytes.count
        while position < count {
            let byte = bytes[position]
            let end = position
            switch kinds[byte] {
            case .letter:
                hash = Vocabulary.hash(hash, byte | 0x20)
                length += 1
            case .digit:
                digits += 1
                // Letters and digits in one token may be anything.
                if digits > 2 || length > 0 { return false }
                if position + 1 < count, kinds[bytes[position + 1]] == .letter { return false }
            case .hidden: return false
            case .at where position > 0 && kinds[bytes[position - 1]] != .other || position > 1 && isSpaced(bytes, position): return false
            case .ampersand where Entity(bytes, at: position) != nil: return false
            case .wide:
                guard let width = widthOfPlainSign(bytes, at: position) else { return false }
                position += width - 1
                fallthrough
            case .other, .ampersand, .at:
                if byte == UInt8(ascii: "?") { isQuestion = true }
                // "penny(a)example.com"
                if byte == UInt8(ascii: "("), position + 2 < count, bytes[position + 1] | 0x20 == UInt8(ascii: "a"),
                    bytes[position + 2] == UInt8(ascii: ")")
                {
                    return false
                }
                if length > 0 {
                    // Words that are spelled: "p i n".
                    singles = length == 1 ? singles + 1 : 0
                    if singles > 2 { return false }
                    if byte == UInt8(ascii: "."), position + 1 < count, kinds[bytes[position + 1]] == .letter { innerDots += 1 }
                    if length >= 9, isJoinedNumbers(bytes, end - length, end) { return false }
                    if length <= Vocabulary.longestWord { note(hash, &roles, &numberWords, &isLast) }
                    if length >= 6 {
                        if endsLikeStreet(bytes, position) { hasStreet = true }
                        if endsLikeTens(bytes, position) { numberWords += 2 }
                    }
                    hash = Vocabulary.hashSeed
                    length = 0
                }
            }
            position += 1
        }
        if length == 1, singles > 1 { return false }
        if length >= 9, isJoinedNumbers(bytes, count - length, count) { return false }
        if length > 0, length <= Vocabulary.longestWord { note(hash, &roles, &numberWords, &isLast) }
        if length >= 6, endsLikeTens(bytes, count) { numberWords += 2 }
        if digits + numberWords > 2 || roles.contains(.secretWord) || roles.contains(.dotWord) { return false }
        if digits > 0, hasStreet || !roles.isDisjoint(with: [.streetType, .streetLead]) { return false }
        // "sixteen Beech Avenue"
        if numberWords > 1, roles.contains(.streetType) { return false }
        if wantsFacts, !roles.isDisjoint(with: [.accountState, .movement]), roles.contains(.owner) { return false }
        if roles.contains(.atWord), innerDots > 0 || roles.contains(.mailWord) { return false }
        return
            !(wantsRequests && roles.contains(.dataWord)
            && (!roles.isDisjoint(with: [.asks, .questions, .courtesy]) || isQuestion || isLast && roles.contains(.you)
                || roles.contains(.negates) && roles.contains(.addresses)))
    }

    /// Whether the word before a place may be a German street's name: Rosenweg, Bahnhofstr.
    @inline(__always)
    private func endsLikeStreet(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) -> Bool {
        switch (bytes[end - 2] | 0x20, bytes[end - 1] | 0x20) {
        case (UInt8(ascii: "e"), UInt8(ascii: "g")), (UInt8(ascii: "t"), UInt8(ascii: "r")), (UInt8(ascii: "t"), UInt8(ascii: "z")),
            (UInt8(ascii: "s"), UInt8(ascii: "e")), (UInt8(ascii: "e"), UInt8(ascii: "e")), (UInt8(ascii: "m"), UInt8(ascii: "m")):
            true
        default: false
        }
    }

    /// "fiveonezero": looked at only where a word ends as the name of a figure does.
    @inline(__always)
    private func isJoinedNumbers(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        switch (bytes[end - 2] | 0x20, bytes[end - 1] | 0x20) {
        case (UInt8(ascii: "r"), UInt8(ascii: "o")), (UInt8(ascii: "n"), UInt8(ascii: "e")), (UInt8(ascii: "w"), UInt8(ascii: "o")),
            (UInt8(ascii: "e"), UInt8(ascii: "e")), (UInt8(ascii: "u"), UInt8(ascii: "r")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
            (UInt8(ascii: "i"), UInt8(ascii: "x")), (UInt8(ascii: "e"), UInt8(ascii: "n")), (UInt8(ascii: "h"), UInt8(ascii: "t")),
            (UInt8(ascii: "o"), UInt8(ascii: "h")):
            return JoinedNumbers.mayBegin(bytes[start] | 0x20) && JoinedNumbers.figures(from: start, to: end) { bytes[$0] } != nil
        default: return false
        }
    }

    /// Whether the word before a place may be a German number, units first: achtundvierzig.
    @inline(__always)
    private func endsLikeTens(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) -> Bool {
        bytes[end - 1] | 0x20 == UInt8(ascii: "g") && bytes[end - 2] | 0x20 == UInt8(ascii: "i")
            && bytes[end - 3] | 0x20 == UInt8(ascii: "z")
    }

    @inline(__always)
    private func note(_ hash: UInt64, _ roles: inout Role, _ numberWords: inout Int, _ isLast: inout Bool) {
        let number = vocabulary.number(of: hash)
        guard number != 0 else { return }
        let found = vocabulary[number].roles
        roles.formUnion(found)
        // "Lastly, your card's expiry date."
        if vocabulary[number].partPlace == PartPlace.last.rawValue { isLast = true }
        if !found.isDisjoint(with: [.number, .spelling, .ordinal, .month]) { numberWords += 1 }
        // "dieciocho", "forty", "triple four", "hundred and twelve": one word for several digits.
        if found.contains(.number), vocabulary[number].value >= 10 { numberWords += 1 }
        if !found.isDisjoint(with: [.multiplier, .magnitude, .yearWord]) { numberWords += 2 }
    }

    /// Bytes of a quotation mark, currency sign or emoji: signs that are neither letter nor digit and hide nothing.
    @inline(__always)
    private func widthOfPlainSign(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
        guard let (scalar, width) = Folder.decode(bytes, at: position) else { return nil }
        switch FoldTable.shared(scalar).byte {
        case FoldedByte.punctuation, FoldedByte.symbol, FoldedByte.currency, FoldedByte.replacement, UInt8(ascii: "'"), UInt8(ascii: "\""),
            UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: " "):
            return width
        default: return nil
        }
    }
}
