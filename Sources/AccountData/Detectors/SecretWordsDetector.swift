extension Detector {
    /// Passwords and memorable words: whatever follows a cue that says so.
    static let secretWords = Detector(
        classes: [.credentialPassword, .credentialMemorable, .credentialPIN],
        finds: [
            Example("mi clave es 4821 para el cajero", .credentialPIN, "4821"),
            Example("password: hunter2", .credentialPassword, "hunter2"),
            Example("my password is Tr0ub4dor&3, can you log in", .credentialPassword, "Tr0ub4dor&3"),
            Example("my pa\u{200B}ssword is swordfish", .credentialPassword, "swordfish"),
            Example("I changed my password to Summer2024! yesterday", .credentialPassword, "Summer2024!"),
            Example("p4ssw0rd = letmein99", .credentialPassword, "letmein99"),
            Example("the password is \"blue kettle\"", .credentialPassword, "blue kettle"),
            Example("password, Otter77!", .credentialPassword, "Otter77!"),
            Example("Otter77! (my password)", .credentialPassword, "Otter77!"),
            Example("my password on the letter is Otter77!", .credentialPassword, "Otter77!"),
            Example("you asked for my password. It is Otter77!", .credentialPassword, "Otter77!"),
            Example("memorable word... gooseberry", .credentialMemorable, "gooseberry"),
            Example("answer: Bluebell to the security question", .credentialMemorable, "Bluebell"),
            Example("mi contraseña es la siguiente: Pickles%86", .credentialPassword, "Pickles%86"),
            Example("log in with Otter77_! does not work", .credentialPassword, "Otter77_!"),
            Example("my memorable word is giraffe", .credentialMemorable, "giraffe"),
            Example("memorable place: Blue Lagoon, thanks", .credentialMemorable, "Blue Lagoon"),
            Example("mother's maiden name is Smithson", .credentialMemorable, "Smithson"),
        ],
        quietOn: [
            "my password is not working", "I forgot my password", "password is wrong", "password reset: please send a link",
            "the password is expired", "never share your password or PIN", "is my password safe", "I forgot my password to login",
            "what is a memorable word?", "password, please", "password? Why", "the memorable word, again", "password, I forgot it in 2024",
            "password reset, ref AB123456", "your password on the letter is wrong", "the answer to the security question is wrong",
            "I log in with 2 devices",
            "reset your password: https://bank.example/reset", "password: ********",
        ],
        needs: .cues
    ) { page, found in
        for place in 0..<page.cueCount {
            let hit = page.cues[place]
            guard hit.cue == .password || hit.cue == .memorable else { continue }
            SecretWords.search(hit, page, &found)
            if hit.cue == .memorable {
                SecretWords.used(before: hit, page, &found)
                SecretWords.answered(before: hit, page, &found)
            }
            SecretWords.told(before: hit, page, &found)
            SecretWords.loose(beside: hit, page, &found)
            if hit.cue == .password, page.hasNumbers {
                SecretWords.typed(before: hit, page, &found)
                SecretWords.named(before: hit, page, &found)
            }
        }
    }
}

enum SecretWords {
    /// Longest value, in units.
    private static let longest = 128

    /// How a value is introduced.
    enum Introduction {
        case sign, quote, verb
        /// "changed my password to"
        case towards
        case nothing
    }

    static func search(_ hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        var token = Int(hit.last) + 1
        var introduction = Introduction.nothing
        var isTold = false
        if apposition(hit, page, &found) || bracketed(hit, page, &found) { return }
        if hit.cue == .password { saidAnew(hit, page, &found) }
        if hit.cue == .memorable, let answer = answer(hit, page) {
            token = answer
            introduction = .sign
        }
        // How it is written: "in reverse", "in capitals".
        var manner = 0
        // "characters 1, 3 and 5 of my memorable word are"
        var isPartial =
            hit.first > 1 && page.has(.preposition, Int(hit.first) - 2) && page.hasBefore(.countedThing, Int(hit.first), reach: 10)
        // "password for the app is", "memorable word on my account:"
        while introduction == .nothing, token < page.tokenCount, token - Int(hit.last) <= (isPartial ? 14 : 7) {
            let gap = page.tokens[token].gap
            // "my password? its ..."
            let isAnswer = token == Int(hit.last) + 1 && page.has(.copula, token)
            if gap.contains(.mark) || gap.contains(.sentenceEnd) && !gap.contains(.copula) && !isAnswer { return }
            if gap.contains(.copula) {
                introduction = .sign
                break
            }
            if page.has(.copula, token) || token == Int(hit.last) + 1 && page.isShortIs(token) {
                introduction = .verb
                token += 1
                break
            }
            // "memorable word should be"
            if token > Int(hit.last) + 1, page.isBe(token) {
                introduction = .verb
                token += 1
                break
            }
            // "my first pet called Monty"
            if hit.cue == .memorable, page.isCalled(token) {
                introduction = .verb
                token += 1
                break
            }
            // "letters 1, 3 and 5 are"
            if isPartial || token == Int(hit.last) + 1, page.isCounting(token, within: isPartial) {
                isPartial = true
                token += 1
                continue
            }
            if page.has(.manner, token) {
                if token == Int(hit.last) + 1, page.dictatedEnd(from: token, isPartial: false) != nil {
                    introduction = .verb
                    break
                }
                token += 1
                manner = token
                continue
            }
            // "memorable word which is lighthouse but …"
            if token == Int(hit.last) + 1, hit.cue == .memorable, page.has(.relative, token), token + 2 < page.tokenCount,
                page.has(.copula, token + 1), page.isName(token + 2)
            {
                introduction = .verb
                isPartial = false
                token += 2
                break
            }
            // "the password I set yesterday was", "la contraseña que uso es"
            if token == Int(hit.last) + 1, page.has(.speaker, token) || page.has(.relative, token), hit.cue == .password,
                let verb = verb(behind: token, page)
            {
                introduction = .verb
                isTold = true
                token = verb + 1
                break
            }
            // "password reset to"
            if token == Int(hit.last) + 1, page.has(.aboutThing, token) || page.has(.changes, token), token + 1 < page.tokenCount,
                page.has(.infinitive, token + 1)
            {
                introduction = .towards
                token += 2
                break
            }
            guard page.has(.connector, token) || page.has(.filler, token) || hit.cue == .memorable && page.isOne(token) else { break }
            token += 1
            if page.has(.infinitive, token - 1) || page.isAs(token - 1) {
                introduction = .towards
                break
            }
        }
        // "used to be"
        if introduction == .towards, page.isBe(token), token > 1, page.isWord(token - 2, "used"), token + 1 < page.tokenCount,
            hit.cue == .memorable || chunk(from: token + 1, page) != nil
        {
            introduction = .verb
            token += 1
        }
        // "from gooseberry to blackcurrant"
        if introduction == .nothing, hit.cue == .memorable, page.isWord(token - 1, "from"), token + 2 < page.tokenCount,
            page.isName(token), page.has(.infinitive, token + 1), page.isName(token + 2)
        {
            for place in [token, token + 2] { addName(place, hit, .likely, page, &found) }
            return
        }
        if introduction == .nothing, manner > 0 {
            introduction = .verb
            token = manner
        }
        // "spelt out is"
        if introduction == .verb, page.has(.copula, token - 1), page.tokens[token - 1].count > 4 {
            while token + 1 < page.tokenCount, page.has(.copula, token) || page.isOut(token) { token += 1 }
        }
        // "my first pet was called Monty"
        if introduction == .verb, hit.cue == .memorable, token + 1 < page.tokenCount, page.isCalled(token) { token += 1 }
        // "the password from Otter77! to Pond88?"
        if introduction == .nothing, token > Int(hit.last) + 1, hit.cue == .password, chunk(from: token, page) != nil {
            introduction = .towards
        }
        if introduction == .nothing { token = Int(hit.last) + 1 }
        let from: Int32 = token > Int(hit.last) + 1 || introduction == .verb ? page.tokens[token - 1].end : page.tokens[Int(hit.last)].end
        guard var start = valueStart(from: from, page, &introduction) else { return }
        var dictated = page.token(startingAt: start).flatMap {
            page.dictatedEnd(from: $0, isPartial: isPartial && introduction != .nothing)
        }
        if isPartial, dictated == nil { return }
        // "is definitely qwErty!55"
        if dictated == nil, introduction == .verb, let better = mixedChunk(behind: start, page) { start = better }
        // "es la siguiente: x", "is the following: x"
        if dictated == nil, introduction == .verb, token + 1 < page.tokenCount,
            let told = (token + 1..<min(token + 4, page.tokenCount)).first(where: { page.tokens[$0].gap.contains(.copula) }),
            told > token, (token..<told).allSatisfy({ page.tokens[$0].kind == .letters }), page.isPointer(told - 1)
        {
            token = told
            start = page.tokens[token].start
            dictated = page.dictatedEnd(from: token, isPartial: false)
        }
        // "is: x", "is still x"
        if dictated == nil, introduction == .verb, token < page.tokenCount, page.tokens[token].start == start {
            var isPlaced = false
            while token < page.tokenCount, page.has(.filler, token) || isAdverb(token, page), token + 1 < page.tokenCount {
                if page.has(.preposition, token) { isPlaced = true }
                token += 1
            }
            start = page.tokens[token].start > start ? page.tokens[token].start : start
            dictated = page.token(startingAt: start).flatMap { page.dictatedEnd(from: $0, isPartial: false) }
            // "was a dog", "your security questions are silly"
            let isSmall = page.units[Int(start)].flags & Folds.upper == 0 && dictated == nil
            if isSmall, isPlaced && hit.cue == .memorable || isSaidOfAll(token, hit, page) { return }
        }
        if introduction == .nothing, dictated == nil, page.units[Int(start)].flags & Folds.upper == 0, isTopic(hit, page) { return }
        var end = valueEnd(from: start, hit.cue, introduction, page)
        // "memorable date 14 March 1969"
        if hit.cue == .memorable, page.isWord(Int(hit.last), "date"), let day = page.token(startingAt: start),
            let date = DateReading.date(from: day, page)
        {
            return found.add(
                .credentialMemorable, start, page.tokens[date.lastToken].end, .likely, weight: 30, flags: date.flags, digits: 8,
                Reasons(.format, .cue(hit.cue, distance: max(0, day - Int(hit.last) - 1))))
        }
        let isSpelled = dictated != nil
        if let dictated { end = dictated }
        guard end > start else { return }
        let level = level(start, end, hit.cue, introduction, page) ?? (isSpelled ? .likely : nil)
        guard let level = isSpelled ? level.map({ max($0, .likely) }) : level, !isTold || level == .certain else { return }
        var (count, figures) = (0, 0)
        for place in start..<end where page.units[Int(place)].kind == .digit || page.units[Int(place)].kind == .letter {
            count += 1
            if page.units[Int(place)].kind == .digit { figures += 1 }
        }
        // "mi clave es 4821"
        let isPIN = figures == 4 && Int(end - start) == 4 && page.isWord(Int(hit.last), "clave")
        let dataClass: DataClass = isPIN ? .credentialPIN : hit.cue == .password ? .credentialPassword : .credentialMemorable
        found.add(
            dataClass, start, end, isPIN ? max(level, .likely) : level, weight: 30, flags: page.flags(start, end), digits: count,
            Reasons(.format, .cue(hit.cue, distance: max(0, token - Int(hit.last) - 1))))
        if hit.cue == .password { replacement(behind: end, hit, page, &found) }
    }

    /// "from Otter77! to Pond88?": the new one behind the old.
    static func replacement(behind end: Int32, _ hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        let token = page.firstToken(behind: end)
        guard token + 1 < page.tokenCount, page.has(.infinitive, token) || page.isWord(token, "or"), page.tokens[token + 1].gapLength == 1,
            page.tokens[token].gap.isDisjoint(with: [.mark, .sentenceEnd, .newline]), page.tokens[token].start - end <= 2,
            let word = chunk(from: token + 1, page), word.count >= 6
        else { return }
        add(word, hit, page, &found)
    }

    /// "my memorable word (gooseberry) is refused": one unknown word in brackets.
    static func bracketed(_ hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) -> Bool {
        let token = Int(hit.last) + 1
        guard token < page.tokenCount, page.isName(token), 1...2 ~= page.tokens[token].gapLength else { return false }
        let (start, end) = (Int(page.tokens[token].start), Int(page.tokens[token].end))
        guard page.units[start - 1].byte == UInt8(ascii: "("), end < page.unitCount, page.units[end].byte == UInt8(ascii: ")") else {
            return false
        }
        addName(token, hit, .likely, page, &found)
        return true
    }

    static func addName(_ token: Int, _ hit: CueHit, _ level: Level, _ page: borrowing Page, _ found: inout Candidates) {
        let word = page.tokens[token]
        found.add(
            hit.cue == .password ? .credentialPassword : .credentialMemorable, word.start, word.end, level, weight: 30,
            flags: page.flags(word.start, word.end), digits: word.count,
            Reasons(.format, .cue(hit.cue, distance: max(0, min(token - Int(hit.last) - 1, 9)))))
    }

    /// Whether a word in small letters says what sort of thing an answer is, or what somebody thinks of another's, and is none.
    static func isSaidOfAll(_ token: Int, _ hit: CueHit, _ page: borrowing Page) -> Bool {
        if token > 0, page.has(.disowns, token - 1), page.has(.article, token - 1) { return true }
        guard hit.cue == .memorable else { return false }
        return (max(0, Int(hit.first) - 1)..<token).contains { page.has(.you, $0) && page.has(.addresses, $0) }
    }

    /// "first pet", "favourite colour": what answers are about, and many other sentences.
    static func isTopic(_ hit: CueHit, _ page: borrowing Page) -> Bool {
        (Int(hit.first)...Int(hit.last)).contains { page.vocabulary[page.tokens[$0].word].partPlace != 0 || page.isWord($0, "favourite") }
    }

    /// "Otter77 is my password", "Monty, that's my security answer": the value before its name, with a verb between.
    static func told(before hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        // "is my password safe", "is that my password?"
        let next = Int(hit.last) + 1
        if next < page.tokenCount, !page.tokens[next].gap.contains(.sentenceEnd), !page.tokens[next].gap.contains(.visible),
            page.has(.predicate, next), !page.has(.connector, next), !page.has(.conjunction, next)
        {
            return
        }
        if page.asks(behind: Int(hit.last)) { return }
        var token = Int(hit.first) - 1
        var isOwned = false
        while token > 0, Int(hit.first) - token <= 3, page.has(.disowns, token) || page.has(.addresses, token) {
            isOwned = true
            token -= 1
        }
        guard token > 0, isOwned, page.has(.copula, token) || page.isShortIs(token),
            page.tokens[token].gap.isDisjoint(with: [.mark, .newline])
        else { return }
        // "that's", "which is"
        if !page.has(.copula, token) || page.has(.pronoun, token - 1) || page.has(.relative, token - 1) {
            if page.has(.pronoun, token - 1) || page.has(.relative, token - 1) { token -= 1 }
        }
        guard token > 0, !page.tokens[token].gap.contains(.mark) else { return }
        var first = token - 1
        while first > 0, token - first < 6, page.tokens[first].gap.isDisjoint(with: [.mark, .newline]),
            !isBlank(page.units[Int(page.tokens[first].start) - 1])
        {
            first -= 1
        }
        if hit.cue == .password, let word = chunk(from: first, page), word.last < token, word.count >= 6 {
            return add(word, hit, page, &found)
        }
        // A word that no list knows, by itself: at the beginning, behind a verb, or with a capital.
        let word = page.tokens[token - 1]
        guard first == token - 1, word.kind == .letters, word.word == 0, word.count > 2, word.gap.isDisjoint(with: [.mark]) else { return }
        let isCapital = page.units[Int(word.start)].flags & Folds.upper != 0
        let begins = first == 0 || word.gap.contains(.sentenceEnd)
        let isSaid = first > 0 && (page.has(.copula, first - 1) || page.isCalled(first - 1) || page.isShortIs(first - 1))
        guard isSaid || begins && (isCapital || word.count > 4) || isCapital && hit.cue == .memorable else { return }
        found.add(
            hit.cue == .password ? .credentialPassword : .credentialMemorable, word.start, word.end, .likely, weight: 8,
            flags: page.flags(word.start, word.end), digits: word.count,
            Reasons(.format, .cue(hit.cue, distance: Int(hit.first) - token)))
    }

    /// The verb at the end of a few words about the password: "I set yesterday was".
    static func verb(behind token: Int, _ page: borrowing Page) -> Int? {
        for place in token + 1..<min(token + 6, page.tokenCount) {
            let word = page.tokens[place]
            guard word.kind == .letters, !word.isCue, word.gap.isDisjoint(with: [.mark, .sentenceEnd, .newline]) else { return nil }
            if page.has(.copula, place) { return place }
        }
        return nil
    }

    /// "my mother's maiden name, Szymanska, is": a name between two commas.
    static func apposition(_ hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) -> Bool {
        let token = Int(hit.last) + 1
        guard token < page.tokenCount, page.tokens[token].kind == .letters, page.tokens[token].word == 0, page.tokens[token].count > 2,
            page.tokens[token].gapLength == 2, page.units[Int(page.tokens[token].start) - 2].byte == UInt8(ascii: ","),
            Int(page.tokens[token].end) < page.unitCount, page.units[Int(page.tokens[token].end)].byte == UInt8(ascii: ",")
        else { return false }
        let isCapital = page.units[Int(page.tokens[token].start)].flags & Folds.upper != 0
        // "the password, rhubarbpie, is refused"
        let isSaid =
            token + 1 < page.tokenCount && page.isName(token)
            && (page.has(.copula, token + 1) || page.has(.auxiliary, token + 1) || page.has(.denies, token + 1))
        guard isSaid || isCapital && hit.cue == .memorable else { return false }
        let (start, end) = (page.tokens[token].start, page.tokens[token].end)
        found.add(
            hit.cue == .password ? .credentialPassword : .credentialMemorable, start, end, .likely, weight: 30,
            flags: page.flags(start, end), digits: Int(end - start),
            Reasons(.format, .cue(hit.cue, distance: 0)))
        return true
    }

    static func isAdverb(_ token: Int, _ page: borrowing Page) -> Bool {
        page.tokens[token].kind == .letters && page.has(.connector, token) && page.has(.predicate, token)
            && token + 1 < page.tokenCount && !page.tokens[token + 1].gap.contains(.visible)
            && !page.tokens[token + 1].gap.contains(.sentenceEnd)
    }

    /// The first unit of the value: behind blanks, signs of introduction and an opening quote.
    static func valueStart(from: Int32, _ page: borrowing Page, _ introduction: inout Introduction) -> Int32? {
        var place = from
        while place < Int32(page.unitCount), place - from < 12 {
            let unit = page.units[Int(place)]
            switch unit.kind {
            case .space, .newline: break
            case .markOpen, .markClose: return nil
            default:
                switch unit.byte {
                case FoldedByte.blank: return nil
                case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "-"), UInt8(ascii: ">"):
                    if introduction != .verb { introduction = .sign }
                case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), FoldedByte.punctuation:
                    // "'name of your first pet': Captain": the end of a quote.
                    let next = Int(place) + 1
                    if place == from, next < page.unitCount, page.units[next].byte == UInt8(ascii: ":") { break }
                    introduction = .quote
                    return place + 1
                // An arrow, or a face.
                case FoldedByte.symbol: break
                // "!77rettO": a password may begin with a sign, a sentence does not.
                case UInt8(ascii: "!"), UInt8(ascii: "?"):
                    let next = Int(place) + 1
                    guard introduction == .verb || introduction == .sign, next < page.unitCount,
                        page.units[next].kind == .letter || page.units[next].kind == .digit
                    else { return nil }
                    return place
                case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ")"):
                    return nil
                default: return place
                }
            }
            place += 1
        }
        return nil
    }

    /// The unit behind the value: to the closing quote, to a blank, or over a few words for memorable ones.
    static func valueEnd(from start: Int32, _ cue: Cue, _ introduction: Introduction, _ page: borrowing Page) -> Int32 {
        var place = start
        let limit = min(Int32(page.unitCount), start + Int32(longest))
        if introduction == .quote {
            while place < limit {
                let unit = page.units[Int(place)]
                if isBlank(unit), unit.kind != .space { break }
                let isQuote =
                    unit.byte == UInt8(ascii: "\"") || unit.byte == UInt8(ascii: "'") || unit.byte == UInt8(ascii: "`")
                    || unit.byte == FoldedByte.punctuation
                if isQuote { return place }
                place += 1
            }
            place = start
        }
        var words = 0
        while place < limit {
            while place < limit, !isBlank(page.units[Int(place)]) { place += 1 }
            words += 1
            guard cue == .memorable, words < 3, continues(place, page) else { break }
            // With nothing to introduce it only a name goes on.
            if introduction == .nothing, page.units[Int(place) + 1].flags & Folds.upper == 0 { break }
            place += 1
        }
        while place > start, isTrailing(page.units[Int(place) - 1].byte) { place -= 1 }
        return place
    }

    static func isBlank(_ unit: Unit) -> Bool {
        unit.kind == .space || unit.kind == .newline || unit.kind == .markOpen || unit.byte == FoldedByte.blank
    }

    /// Whether a memorable answer goes on with the next word.
    static func continues(_ blank: Int32, _ page: borrowing Page) -> Bool {
        guard Int(blank) + 1 < page.unitCount, page.units[Int(blank)].kind == .space else { return false }
        if isTrailing(page.units[Int(blank) - 1].byte) { return false }
        guard let token = page.token(startingAt: blank + 1) else { return false }
        return !page.has(.conjunction, token) && !page.has(.auxiliary, token) && !page.has(.connector, token)
            && !page.has(.predicate, token) && !page.tokens[token].isCue
    }

    static func isTrailing(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: ")"),
            UInt8(ascii: "\""), UInt8(ascii: "'"):
            true
        default: false
        }
    }

    static func level(
        _ start: Int32, _ end: Int32, _ cue: Cue, _ introduction: Introduction, _ page: borrowing Page
    ) -> Level? {
        var letters = 0
        var digits = 0
        var others = 0
        var uppers = 0
        for place in start..<end {
            let unit = page.units[Int(place)]
            switch unit.kind {
            case .letter:
                letters += 1
                if unit.flags & Folds.upper != 0, place > start { uppers += 1 }
            case .digit: digits += 1
            default: others += 1
            }
        }
        // Masks, arrows, lone signs, addresses of pages.
        guard letters + digits >= 2, !isAddress(start, end, page) else { return nil }
        let first = page.token(startingAt: start)
        let isSingle = first.map { page.tokens[$0].end == end } ?? false
        if let first, isSingle || page.has(.predicate, first) {
            let isKnown =
                page.has(.predicate, first) || page.has(.conjunction, first) || page.has(.connector, first) || page.tokens[first].isCue
            // "correct-horse-9" begins with a word that is said of passwords, and is one.
            if isKnown, introduction != .quote, isSingle || digits == 0 { return nil }
        }
        let isMixed = digits > 0 && letters > 0 || uppers > 0 && letters > uppers + 1 && digits > 0 || others > 0 && digits > 0
        switch introduction {
        case .sign, .quote: return isMixed || cue == .memorable ? .certain : letters + digits >= 4 ? .likely : .possible
        case .verb:
            if isMixed { return .certain }
            if cue == .memorable { return .likely }
            guard letters + digits >= 4 else { return .possible }
            let isName = first.map { page.isName($0) } ?? false
            return endsSentence(end, page) || isName && (isSpelledSo(end, page) || page.beginsClause(behind: end)) ? .likely : .possible
        case .towards, .nothing:
            if cue == .password, isMixed, letters + digits >= 6 { return .likely }
            // "memorable date 140369"
            if cue == .memorable, digits >= 4, letters == 0, endsSentence(end, page) { return .likely }
            // "changed my password to gingercat", "login joan88 password bluekettle", "memorable information Whitby"
            // "memorable place Robin Hoods Bay": a name of a few words with capitals.
            if let first, !isSingle, cue == .memorable, introduction == .nothing, digits == 0, others > 0, page.tokens[first].word == 0,
                page.units[Int(start)].flags & Folds.upper != 0
            {
                return .likely
            }
            guard let first, isSingle, page.tokens[first].word == 0, letters >= 5, digits == 0 else { return nil }
            if introduction == .towards, cue == .memorable, page.isAs(first - 1) { return .likely }
            if introduction == .towards { return cue == .password && page.hasBefore(.changes, first, reach: 7) ? .likely : nil }
            let isCapital = page.units[Int(start)].flags & Folds.upper != 0
            // "memorable word Juniper not working"; in small letters only at the end of a thought, or before what is said of it.
            if cue == .memorable {
                if isCapital { return .likely }
                let isSaid = first + 1 < page.tokenCount && (page.has(.denies, first + 1) || page.has(.auxiliary, first + 1))
                guard endsSentence(end, page) || isSaid else { return nil }
                return page.hasBefore(.aboutThing, first, reach: 7) ? .possible : .likely
            }
            guard endsSentence(end, page) else { return nil }
            return cue == .memorable ? (isCapital ? .likely : .possible) : page.hasBefore(.logsIn, first, reach: 6) ? .likely : nil
        }
    }

    static func isAddress(_ start: Int32, _ end: Int32, _ page: borrowing Page) -> Bool {
        guard end - start > 4 else { return false }
        let expected: [UInt8] = [UInt8(ascii: "h"), UInt8(ascii: "t"), UInt8(ascii: "t"), UInt8(ascii: "p")]
        let isLink = expected.enumerated().allSatisfy { page.units[Int(start) + $0.offset].byte == $0.element }
        let isWeb = (0..<3).allSatisfy { page.units[Int(start) + $0].byte == UInt8(ascii: "w") }
        return isLink || isWeb
    }

    /// "all lower case", "in capitals": how it is written, right behind it.
    static func isSpelledSo(_ end: Int32, _ page: borrowing Page) -> Bool {
        let token = page.firstToken(behind: end)
        return (token..<min(token + 2, page.tokenCount)).contains {
            page.has(.manner, $0) && page.tokens[$0].gap.isDisjoint(with: [.mark, .sentenceEnd])
        }
    }

    /// Whether the sentence, or the thought, ends behind a value.
    static func endsSentence(_ end: Int32, _ page: borrowing Page) -> Bool {
        var place = Int(end)
        while place < page.unitCount, page.units[place].kind == .space { place += 1 }
        guard place < page.unitCount else { return true }
        let unit = page.units[place]
        if unit.kind == .newline || unit.kind == .joiner && unit.byte != UInt8(ascii: "-") { return true }
        // A dash between blanks.
        if unit.byte == UInt8(ascii: "-"), place > Int(end), place + 1 < page.unitCount, page.units[place + 1].kind == .space {
            return true
        }
        guard let token = page.token(startingAt: Int32(place)) else { return false }
        return page.has(.conjunction, token)
    }
}

extension Page {
    /// "following", "siguiente": what is told stands behind the colon.
    fileprivate func isPointer(_ token: Int) -> Bool {
        let words: [StaticString] = [
            "following", "this", "siguiente", "esta", "este", "suivant", "suivante", "folgende", "folgendes", "folgender", "celui",
        ]
        return words.contains { isWord(token, $0) }
    }

    /// "its urgent", "can you help", "i cant": somebody goes on without a sign between.
    fileprivate func beginsClause(behind end: Int32) -> Bool {
        let token = firstToken(behind: end)
        guard token < tokenCount, tokens[token].gapLength == 1, tokens[token].kind == .letters else { return false }
        return has(.speaker, token) || has(.you, token) || has(.courtesy, token) || has(.offering, token) || has(.questions, token)
            || isWord(token, "its") || isWord(token, "it")
    }

    /// A word that no list knows, and that does not sound like what is said of things: "lighthouse", but not "annoying".
    func isName(_ token: Int) -> Bool {
        guard tokens[token].kind == .letters, tokens[token].word == 0, tokens[token].count > 3 else { return false }
        if isWord(token, "however") || isWord(token, "though") || isWord(token, "anyway") || isWord(token, "although") { return false }
        let endings: [StaticString] = ["ing", "ed", "ly", "ble", "ful", "less", "ous", "ish", "ional"]
        return !endings.contains { ends(token, with: $0) }
    }

    private func ends(_ token: Int, with ending: StaticString) -> Bool {
        let count = ending.utf8CodeUnitCount
        guard tokens[token].count > count else { return false }
        return (0..<count).allSatisfy { units[Int(tokens[token].end) - count + $0].byte == ending.utf8Start[$0] }
    }

    /// "gave", "chose".
    func isChoosing(_ token: Int, isFor: Bool) -> Bool {
        // "I had trouble for the security question"
        if isFor, isWord(token, "have") || isWord(token, "had") { return false }
        let words: [StaticString] = ["gave", "chose", "picked", "given", "chosen", "have", "had", "registered", "wrote"]
        return words.contains { isWord(token, $0) }
    }
}
