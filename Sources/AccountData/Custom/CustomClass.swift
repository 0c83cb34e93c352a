/// A data class of a firm's own, such as a loan reference: a pattern, perhaps a checksum and words that stand near, and the examples
/// that prove it. It does not come to life if one of them fails.
public struct CustomClass: Hashable, Sendable {
    public enum Checksum: Sendable, Hashable {
        case luhn
        /// ISO 7064 mod 97 over the characters from this one on, the first four last as in an IBAN if they are letters and digits.
        case mod97(from: Int)
    }

    /// Words near a value.
    public struct Words: Sendable, Hashable {
        public var words: Set<String>
        public var within: Int
        public init(_ words: Set<String>, within: Int = 6) {
            self.words = words
            self.within = within
        }
    }

    public let dataClass: DataClass
    public let pattern: Pattern
    let checksum: Checksum?
    let level: Level
    /// What one of the near words raises the level to.
    let raised: Level
    /// Whether each value has more digits than a text that a glance clears.
    let needsDigits: Bool
    private let near: [UInt64]
    private let rejecting: [UInt64]
    private let reach: Int
    private let rejectReach: Int

    /// - Parameters:
    ///   - word: `org.` and up to sixteen small letters, digits or underscores.
    ///   - level: Without a near word; a checksum adds nothing to it, it only rejects.
    ///   - finds: Texts with the value in double square brackets: `my loan [[LN-10203043]]`.
    public init(
        _ word: String, pattern: Pattern, checksum: Checksum? = nil, level: Level = .possible, near: Words = Words([]),
        raises: Level = .likely, rejectNear: Words = Words([]), finds: [String], quietOn: [String]
    ) throws(CustomClassFault) {
        guard let dataClass = DataClass(custom: word) else { throw .badName(word) }
        self.dataClass = dataClass
        self.pattern = pattern
        self.checksum = checksum
        self.level = level
        needsDigits = pattern.leastDigits > 2
        raised = max(level, raises)
        self.near = near.words.map(Self.hash)
        rejecting = rejectNear.words.map(Self.hash)
        reach = min(max(near.within, 1), 20)
        rejectReach = min(max(rejectNear.within, 1), 20)
        guard !finds.isEmpty, !quietOn.isEmpty else { throw .noExamples }
        let scanner = Scanner(classes: [dataClass], custom: [self], weights: nil)
        for (number, marked) in finds.enumerated() {
            guard let (text, range) = Self.unmarked(marked) else { throw .badExample(number + 1) }
            guard scanner.scan(text).contains(where: { $0.dataClass == dataClass && $0.range == range }) else { throw .missed(number + 1) }
        }
        for (number, text) in quietOn.enumerated() where scanner.scan(text).contains(where: { $0.dataClass == dataClass }) {
            throw .wronglyFound(number + 1)
        }
    }

    /// Finds its values on a page: each begins and ends with a token.
    func find(_ page: borrowing Page, _ found: inout Candidates) {
        var token = 0
        while token < page.tokenCount {
            let start = Int(page.tokens[token].start)
            guard let length = pattern.longestMatch(at: start, count: page.unitCount, { page.units[$0].byte }),
                let last = page.token(endingAt: Int32(start + length), from: token), holds(start, length, page),
                let (level, reasons) = judge(token, last, page)
            else {
                token += 1
                continue
            }
            found.add(
                dataClass, Int32(start), Int32(start + length), level, weight: 40, flags: page.flags(Int32(start), Int32(start + length)),
                digits: length, reasons)
            token = last + 1
        }
    }

    private func judge(_ first: Int, _ last: Int, _ page: borrowing Page) -> (Level, Reasons)? {
        if page.hasWord(rejecting, around: first, last, within: rejectReach) { return nil }
        var reasons = checksum == nil ? Reasons(.format) : Reasons(.format, .checksum)
        guard page.hasWord(near, around: first, last, within: reach) else { return (level, reasons) }
        reasons.append(.context)
        return (raised, reasons)
    }

    private func holds(_ start: Int, _ length: Int, _ page: borrowing Page) -> Bool {
        guard let checksum else { return true }
        var characters: [UInt8] = []
        for place in start..<start + length where page.units[place].kind == .digit || page.units[place].kind == .letter {
            characters.append(page.units[place].byte)
        }
        switch checksum {
        case .luhn:
            let digits = characters.filter { $0 < 0x3A }.reversed()
            var sum = 0
            for (place, byte) in digits.enumerated() {
                let value = Int(byte - 0x30)
                sum += place % 2 == 0 ? value : value * 2 - (value > 4 ? 9 : 0)
            }
            return !digits.isEmpty && sum % 10 == 0
        case .mod97(let from):
            let kept = characters.dropFirst(max(0, from - 1))
            guard kept.count > 4, kept.allSatisfy({ $0 < 0x3A || 0x61...0x7A ~= $0 }) else { return false }
            return kept.reduce(0) { $1 < 0x3A ? ($0 * 10 + Int($1 - 0x30)) % 97 : ($0 * 100 + Int($1 - 0x61) + 10) % 97 } == 1
        }
    }

    private static func hash(_ word: String) -> UInt64 { word.lowercased().utf8.reduce(Vocabulary.hashSeed) { Vocabulary.hash($0, $1) } }

    private static func unmarked(_ text: String) -> (String, Range<Int>)? {
        let scalars = Array(text.unicodeScalars)
        guard let open = scalars.indices.first(where: { scalars[$0...].starts(with: "[[".unicodeScalars) }),
            let close = scalars.indices.first(where: { $0 > open && scalars[$0...].starts(with: "]]".unicodeScalars) })
        else { return nil }
        var plain = ""
        plain.unicodeScalars.append(contentsOf: scalars[..<open])
        plain.unicodeScalars.append(contentsOf: scalars[(open + 2)..<close])
        plain.unicodeScalars.append(contentsOf: scalars[(close + 2)...])
        return (plain, open..<close - 2)
    }
}

/// Why a custom class is refused. Examples are named by their number, from 1 on.
public enum CustomClassFault: Error, Hashable, Sendable, CustomStringConvertible {
    case badName(String)
    case noExamples
    case badExample(Int)
    case missed(Int)
    case wronglyFound(Int)

    public var description: String {
        switch self {
        case .badName(let word): "'\(word)' is no name of a class: org. and up to sixteen small letters, digits or underscores"
        case .noExamples: "a class needs at least one true and one false example"
        case .badExample(let number): "true example \(number) has no [[value]] in it"
        case .missed(let number): "true example \(number): the value is not found with exactly its span"
        case .wronglyFound(let number): "false example \(number): a value is found"
        }
    }
}

extension Page {
    /// The token that ends at a unit.
    fileprivate func token(endingAt end: Int32, from first: Int) -> Int? {
        var token = first
        while token < tokenCount, tokens[token].end <= end {
            if tokens[token].end == end { return token }
            token += 1
        }
        return nil
    }

    /// Whether a token near these has one of the hashes.
    fileprivate func hasWord(_ hashes: [UInt64], around first: Int, _ last: Int, within reach: Int) -> Bool {
        guard !hashes.isEmpty else { return false }
        for token in max(0, first - reach)...min(tokenCount - 1, last + reach) where token < first || token > last {
            var hash = Vocabulary.hashSeed
            for place in Int(tokens[token].start)..<Int(tokens[token].end) { hash = Vocabulary.hash(hash, units[place].byte) }
            if hashes.contains(hash) { return true }
        }
        return false
    }
}
