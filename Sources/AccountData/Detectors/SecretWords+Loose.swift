/// Passwords and memorable words that hang on their names by a sign, or by more words than lead from one to the other.
extension SecretWords {
    /// Letters and digits of a password that so little points at, at least.
    private static let least = 6
    /// Words between the name and the verb: "on the letter you sent me is".
    private static let reach = 8

    static func loose(beside hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        if behindSign(hit, page, &found) || behindVerb(hit, page, &found) { return }
        if hit.cue == .password { before(hit, page, &found) }
    }

    /// "password, Otter77!", "memorable word... gooseberry": signs and blanks between.
    private static func behindSign(_ hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) -> Bool {
        let token = Int(hit.last) + 1
        guard token < page.tokenCount, 2...5 ~= page.tokens[token].gapLength,
            page.tokens[token].gap.isDisjoint(with: [.mark, .currency, .copula])
        else { return false }
        for place in Int(page.tokens[token - 1].end)..<Int(page.tokens[token].start) {
            switch page.units[place].byte {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "."), UInt8(ascii: "?"),
                UInt8(ascii: "/"), UInt8(ascii: "*"), UInt8(ascii: "!"):
                break
            default: return false
            }
        }
        return add(from: token, hit, page, &found)
    }

    /// "on the letter is Otter77!", ". It is Otter77!": a verb right before, within few words that name nothing else.
    private static func behindVerb(_ hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) -> Bool {
        var unknown = 0
        for token in Int(hit.last) + 1..<min(Int(hit.last) + reach + 2, page.tokenCount) {
            let current = page.tokens[token]
            let isAnew = current.gap.contains(.sentenceEnd) && token == Int(hit.last) + 1 && page.has(.pronoun, token)
            if current.gap.contains(.mark) || current.gap.contains(.newline) || current.gap.contains(.sentenceEnd) && !isAnew {
                return false
            }
            if token > Int(hit.last) + 2, page.has(.copula, token - 1) || page.isShortIs(token - 1) {
                return add(from: token, hit, page, &found)
            }
            if current.isCue && !page.has(.connector, token) || page.has(.denies, token) || page.has(.aboutThing, token)
                || current.kind != .letters
            {
                return false
            }
            if current.word == 0 { unknown += 1 }
            guard unknown <= 1 else { return false }
        }
        return false
    }

    /// "Otter77! (my password)", "Is Otter77! my password?", "Otter77! password"
    private static func before(_ hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        let next = Int(hit.last) + 1
        // "iPhone12 password manager"
        if next < page.tokenCount, page.tokens[next].gapLength == 1, page.tokens[next].separator == UInt8(ascii: " "),
            !page.has(.conjunction, next), !page.has(.connector, next)
        {
            return
        }
        var token = Int(hit.first) - 1
        while token > 0, Int(hit.first) - token <= 2, page.has(.disowns, token) || page.has(.article, token) { token -= 1 }
        guard token >= 0, page.tokens[token + 1].gapLength <= 3,
            page.tokens[token + 1].gap.isDisjoint(with: [.mark, .newline]),
            page.tokens[token + 1].gap.isDisjoint(with: .sentenceEnd)
                || page.units[Int(page.tokens[token + 1].start) - 1].byte == UInt8(ascii: "(")
        else { return }
        var first = token
        while first > 0, token - first < 6, page.tokens[first].gap.isDisjoint(with: [.mark, .newline]),
            !isBlank(page.units[Int(page.tokens[first].start) - 1])
        {
            first -= 1
        }
        guard !page.tokens[first].isCue, let word = chunk(from: first, page), word.last == token, word.count >= least,
            hasSign(word, page) || page.has(.disowns, Int(hit.first) - 1)
        else { return }
        add(word, hit, page, &found)
    }

    /// A sign within, or capitals and small letters with figures: no order number has either.
    private static func hasSign(_ word: Chunk, _ page: borrowing Page) -> Bool {
        (word.start..<word.end).contains { place in
            switch page.units[Int(place)].byte {
            case UInt8(ascii: "!"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "*"), UInt8(ascii: "&"), UInt8(ascii: "?"): true
            default: false
            }
        }
    }

    /// A password with letters and digits, or one memorable word that ends what is said.
    private static func add(from token: Int, _ hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) -> Bool {
        if hit.cue == .password {
            guard let word = chunk(from: token, page), word.count >= least else { return false }
            add(word, hit, page, &found)
            return true
        }
        guard page.isName(token), !page.asks(behind: token), endsSentence(page.tokens[token].end, page), page.tokens[token].count > 4
        else { return false }
        addName(token, hit, .likely, page, &found)
        return true
    }
}
