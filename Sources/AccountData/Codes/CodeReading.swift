/// The characters of a code gathered over tokens, each read towards what the shape wants at its place: O for 0 where a digit belongs,
/// "november" for N, "double five" for 55.
struct CodeReading {
    private(set) var characters = InlineArray<40, UInt8>(repeating: 0)
    private(set) var count = 0
    private(set) var lastToken: Int
    private(set) var end: Int32 = 0
    /// Disguises.
    private(set) var flags: UInt16 = 0
    /// Characters that were read as something else than they are.
    private(set) var substitutions = 0
    /// Letters written as capitals.
    private(set) var capitals = 0
    private(set) var tokenCount = 0
    /// The first token is a word, or letters in small ones before a blank: no digits that letters play.
    private(set) var beginsWithWord = false

    /// The separators that are no disguise.
    private static let hyphen = UInt8(ascii: "-")
    private static let space = UInt8(ascii: " ")

    /// Whether a full stop and a blank, as between sentences, stand within it.
    private(set) var isDotted = false

    /// At most how many characters of a code may stand from a token on: those of the tokens that may belong together, up to 24.
    static func room(from first: Int, _ page: borrowing Page) -> Int {
        var room = page.tokens[first].count
        var token = first + 1
        while token < page.tokenCount, room < 24 {
            let next = page.tokens[token]
            if next.isCue && next.count > 1 || !mayJoin(next, page) { break }
            room += next.count
            token += 1
        }
        return room
    }

    /// Whether the first character can stand at the first place of a shape, as it is or read as what it looks like.
    static func mayFit(_ shape: Shape, _ first: Int, _ page: borrowing Page) -> Bool {
        let token = page.tokens[first]
        // Told with a word, it may be anything.
        if token.word != 0, token.count > 1 { return true }
        let byte = page.units[Int(token.start)].byte
        switch shape[0] {
        case Shape.digit: return byte >= 0x30 && byte <= 0x39 || digit(for: byte) != nil
        case Shape.letter: return byte >= 0x61 && byte <= 0x7A || letter(for: byte) != nil
        default: return true
        }
    }

    /// The code that begins at a token and ends with one; nil if what stands there has another form.
    init?(from first: Int, _ shape: Shape, _ page: borrowing Page) {
        lastToken = first
        let lead = page.tokens[first]
        if lead.kind == .letters, lead.count > 1, page.roles(first).isDisjoint(with: [.number, .multiplier]) {
            let isSpaced = first + 1 < page.tokenCount && page.tokens[first + 1].separator == Self.space
            beginsWithWord = lead.word != 0 || isSpaced && page.units[Int(lead.start)].flags & Folds.upper == 0
        }
        var token = first
        var skipped = 0
        while token < page.tokenCount {
            let current = page.tokens[token]
            if token > first, !joins(current, page) { return nil }
            // "x-ray" is one letter.
            if current.count == 1, token + 1 < page.tokenCount, page.has(.spelling, token + 1), page.tokens[token + 1].gapLength == 1,
                page.vocabulary[page.tokens[token + 1].word].value == page.units[Int(current.start)].byte
            {
                token += 1
                continue
            }
            if current.word == 0 {
                guard push(characters: current, shape, page) else { return nil }
            } else {
                let word = page.vocabulary[current.word]
                // "SC" and "PC" begin national insurance numbers as well.
                if current.isCue, current.count > 2 || current.count == 2 && token > first { return nil }
                if current.count > 1, word.roles.contains(.spelling) {
                    guard push(word.value, shape) else { return nil }
                    flags |= Folds.numberWords
                } else if current.count > 1, current.kind == .letters, word.roles.contains(.number) {
                    guard let taken = push(number: word.value, at: token, shape, page) else { return nil }
                    token += taken
                } else if word.roles.contains(.multiplier) {
                    guard pushRepeated(word.value, at: token + 1, shape, page) else { return nil }
                    token += 1
                } else if count > 0, current.kind == .letters, word.roles.contains(.filler), skipped < 3,
                    count + current.count > shape.count || shape[count] == Shape.digit
                {
                    skipped += 1
                    flags |= Folds.filler
                    token += 1
                    continue
                } else {
                    guard push(characters: current, shape, page) else { return nil }
                }
            }
            skipped = 0
            tokenCount += 1
            lastToken = token
            flags |= page.flags(page.tokens[token].start, page.tokens[token].end)
            if token > first { flags |= page.units[Int(current.start)].flags & Folds.zeroWidth }
            if count == shape.count {
                end = page.tokens[token].end
                return
            }
            token += 1
        }
        return nil
    }

    /// Characters that were gathered by somebody else, at most 40.
    init(_ characters: [UInt8], lastToken: Int, end: Int32, flags: UInt16) {
        self.lastToken = lastToken
        for byte in characters.prefix(40) {
            self.characters[count] = byte
            count += 1
        }
        (self.end, self.flags) = (end, flags)
    }

    subscript(place: Int) -> UInt8 { characters[place] }

    /// The value of the digit at a place.
    func digit(_ place: Int) -> Int { Int(characters[place]) - 0x30 }

    /// The number that the digits in a range make up.
    func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + digit($1) } }

    func isDigit(_ place: Int) -> Bool { characters[place] < 0x3A }

    var digitCount: Int { (0..<count).count { isDigit($0) } }

    /// Whether the token goes on with the code: a few blanks or signs between.
    private mutating func joins(_ token: Token, _ page: borrowing Page) -> Bool {
        guard Self.mayJoin(token, page) else { return false }
        if token.gap.contains(.sentenceEnd) && token.separator != UInt8(ascii: ".") { isDotted = true }
        if token.gapLength > 1 || token.separator != Self.space && token.separator != Self.hyphen { flags |= Folds.separators }
        return true
    }

    private static func mayJoin(_ token: Token, _ page: borrowing Page) -> Bool {
        guard token.gapLength <= 3 || token.separator != 0 && token.gapLength <= 8, !token.gap.contains(.mark) else { return false }
        // "295+056+809"
        if token.gap.contains(.blocker), token.separator != UInt8(ascii: "+") || token.gapLength > 1 { return false }
        // "115. 78. 9812"
        return !token.gap.contains(.sentenceEnd) || token.separator == UInt8(ascii: ".")
            || token.gapLength == 2 && page.units[Int(token.start) - 2].byte == UInt8(ascii: ".")
    }

    private mutating func push(characters token: Token, _ shape: Shape, _ page: borrowing Page) -> Bool {
        guard token.count <= shape.count - count else { return false }
        for place in Int(token.start)..<Int(token.end) {
            let unit = page.units[place]
            if unit.flags & Folds.upper != 0 { capitals += 1 }
            guard push(unit.byte, shape) else { return false }
        }
        return true
    }

    private mutating func push(_ byte: UInt8, _ shape: Shape) -> Bool {
        guard count < shape.count else { return false }
        let isDigit = byte >= 0x30 && byte <= 0x39
        let isLetter = byte >= 0x61 && byte <= 0x7A
        var read = byte
        switch shape[count] {
        case Shape.digit where !isDigit:
            guard let played = Self.digit(for: byte) else { return false }
            read = played
            substitutions += 1
            flags |= Folds.lookAlike
        case Shape.letter where !isLetter:
            guard let played = Self.letter(for: byte) else { return false }
            read = played
            substitutions += 1
            flags |= Folds.lookAlike
        default:
            if byte >= 0x80, byte <= 0x89 {
                read = 0x30 + (byte & 15)
                flags |= Folds.lookAlike
            } else if !isDigit && !isLetter {
                return false
            }
        }
        characters[count] = read
        count += 1
        return true
    }

    /// A number word: its digits, and those of the unit behind a ten. How many more tokens it took; nil if it does not fit.
    private mutating func push(number value: UInt8, at token: Int, _ shape: Shape, _ page: borrowing Page) -> Int? {
        flags |= Folds.numberWords
        guard value >= 10 else { return push(0x30 + value, shape) ? 0 : nil }
        guard push(0x30 + value / 10, shape) else { return nil }
        if value >= 20, token + 1 < page.tokenCount, page.has(.number, token + 1), page.tokens[token + 1].gapLength <= 2 {
            let unit = page.vocabulary[page.tokens[token + 1].word].value
            if 1...9 ~= unit { return push(0x30 + unit, shape) ? 1 : nil }
        }
        return push(0x30 + value % 10, shape) ? 0 : nil
    }

    private mutating func pushRepeated(_ times: UInt8, at token: Int, _ shape: Shape, _ page: borrowing Page) -> Bool {
        guard token < page.tokenCount, page.tokens[token].gapLength <= 2 else { return false }
        let next = page.tokens[token]
        let word = page.vocabulary[next.word]
        let byte: UInt8
        if next.count == 1 {
            byte = page.units[Int(next.start)].byte
        } else if word.roles.contains(.number), word.value < 10 {
            byte = 0x30 + word.value
        } else if word.roles.contains(.spelling) {
            byte = word.value
        } else {
            return false
        }
        flags |= Folds.numberWords
        for _ in 0..<times { guard push(byte, shape) else { return false } }
        return true
    }

    private static func digit(for byte: UInt8) -> UInt8? {
        switch byte {
        case 0x80...0x89: 0x30 + (byte & 15)
        case UInt8(ascii: "o"): UInt8(ascii: "0")
        case UInt8(ascii: "l"), UInt8(ascii: "i"): UInt8(ascii: "1")
        case UInt8(ascii: "z"): UInt8(ascii: "2")
        case UInt8(ascii: "s"): UInt8(ascii: "5")
        case UInt8(ascii: "b"): UInt8(ascii: "8")
        default: nil
        }
    }

    private static func letter(for byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0"): UInt8(ascii: "o")
        case UInt8(ascii: "1"): UInt8(ascii: "i")
        case UInt8(ascii: "5"): UInt8(ascii: "s")
        case UInt8(ascii: "8"): UInt8(ascii: "b")
        default: nil
        }
    }
}
