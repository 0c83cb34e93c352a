extension Page {
    /// Cuts the units into tokens.
    mutating func readTokens() {
        var place = 0
        let count = unitCount
        var gap: Gap = []
        var gapLength = 0
        var separator: UInt8 = 0
        var singles = 0
        var mayBeSpelled = false
        while place < count {
            let unit = units[place]
            guard unit.kind == .letter || unit.kind == .digit else {
                if unit.kind == .markOpen, let end = markEnd(place) {
                    gap.insert(.mark)
                    gapLength += end - place
                    separator = 0
                    place = end
                    continue
                }
                if unit.byte == FoldedByte.blank { gap.insert(.mark) }
                separator = gapLength == 0 || separator == unit.byte ? unit.byte : 0
                gapLength += 1
                switch unit.kind {
                case .space: break
                case .newline: gap.insert(.newline)
                case .blocker:
                    gap.formUnion([.blocker, .visible])
                    if unit.byte == UInt8(ascii: "@") { hasAtSign = true }
                    if unit.byte == FoldedByte.currency || unit.byte == UInt8(ascii: "$") { gap.insert(.currency) }
                default:
                    gap.insert(.visible)
                    switch unit.byte {
                    case UInt8(ascii: ":"), UInt8(ascii: "="): gap.insert(.copula)
                    case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"):
                        if place + 1 == count || units[place + 1].kind == .space || units[place + 1].kind == .newline {
                            gap.insert(.sentenceEnd)
                        }
                    case UInt8(ascii: "\""): gap.insert(.quote)
                    default: break
                    }
                }
                place += 1
                continue
            }
            let start = place
            var hash = Vocabulary.hashSeed
            var digitUnits = 0
            // Where the digits begin that end the run, and the hash of what stands before them.
            var tail = (place: place, hash: hash)
            while place < count {
                let unit = units[place]
                guard unit.kind == .letter || unit.kind == .digit else { break }
                if unit.kind == .digit {
                    if digitUnits == 0 { tail = (place, hash) }
                    digitUnits += 1
                }
                hash = Vocabulary.hash(hash, unit.byte)
                place += 1
            }
            let length = place - start
            if digitUnits > 0 {
                hasNumbers = true
                if digitUnits < length { hasMixed = true }
            }
            let kind: Token.Kind = digitUnits == 0 ? .letters : digitUnits == length ? .digits : .mixed
            var word: UInt16 = 0
            if kind == .mixed, digitUnits > 2 || digitUnits == 2 && goesOn(at: place), tail.place > start, tail.place + digitUnits == place,
                isCueBeforeDigits(tail.hash)
            {
                // "cvv123" is a cue and its value.
                place = tail.place
                roles.formUnion(vocabulary[vocabulary.number(of: tail.hash)].roles)
                tokens[tokenCount] = Token(
                    start: Int32(start), end: Int32(place), word: vocabulary.number(of: tail.hash), kind: .letters, gap: gap,
                    gapLength: UInt8(clamping: gapLength), separator: separator, isCue: false)
                tokenCount += 1
                (gap, gapLength, separator) = ([], 0, 0)
                continue
            }
            if length <= Vocabulary.longestWord, kind != .digits || length <= 2 { word = vocabulary.number(of: hash) }
            if word == 0, kind == .mixed, length <= 16, !isOutward(start, place) { word = wordInLeet(start, place) }
            if gapLength == 1 || gapLength == 2, gap.contains(.visible), let whole = wordAcrossSigns(start, place, gapLength) {
                roles.formUnion(vocabulary[whole].roles)
                tokens[tokenCount - 1].end = Int32(place)
                tokens[tokenCount - 1].word = whole
                tokens[tokenCount - 1].kind = .mixed
                (gap, gapLength, separator) = ([], 0, 0)
                continue
            }
            if word != 0 { roles.formUnion(vocabulary[word].roles) }
            if length == 1, gapLength > 0, separator != 0 || gapLength == 1, unitsAreBracket(start, place) { hasBracketedLetter = true }
            singles = length == 1 && kind == .letters ? singles + 1 : 0
            if singles > 2 { mayBeSpelled = true }
            tokens[tokenCount] = Token(
                start: Int32(start), end: Int32(place), word: word, kind: kind, gap: gap,
                gapLength: UInt8(clamping: gapLength), separator: separator, isCue: false)
            tokenCount += 1
            (gap, gapLength, separator) = ([], 0, 0)
        }
        self.tail = gap
        if mayBeSpelled { joinSpelledWords() }
    }

    /// "(a)", "[a]"
    private func unitsAreBracket(_ start: Int, _ end: Int) -> Bool {
        guard units[start].byte == UInt8(ascii: "a"), end < unitCount else { return false }
        switch (units[start - 1].byte, units[end].byte) {
        case (UInt8(ascii: "("), UInt8(ascii: ")")), (UInt8(ascii: "["), UInt8(ascii: "]")): return true
        default: return false
        }
    }

    /// Takes "p i n" and "p-a-s-s-w-o-r-d" for the word that they spell, if it names data.
    private mutating func joinSpelledWords() {
        var read = 0
        var written = 0
        while read < tokenCount {
            var hash = Vocabulary.hashSeed
            var end = read
            // All of them, or the longest word that they begin with: what "password" names may be spelled behind it.
            var named: (end: Int, word: UInt16)?
            while end < tokenCount, tokens[end].kind == .letters, tokens[end].count == 1, end - read < 16,
                end == read || tokens[end].gapLength == 1 && tokens[end].gap.isDisjoint(with: [.mark, .newline, .blocker])
            {
                hash = Vocabulary.hash(hash, units[Int(tokens[end].start)].byte)
                end += 1
                let isAll = end == tokenCount || tokens[end].kind != .letters || tokens[end].count > 1
                guard end - read > (isAll ? 2 : 5) else { continue }
                let word = vocabulary.number(of: hash)
                if word != 0, vocabulary[word].roles.contains(.dataWord) { named = (end, word) }
            }
            var joined = tokens[read]
            if let named {
                end = named.end
                joined.end = tokens[end - 1].end
                joined.word = named.word
                roles.formUnion(vocabulary[named.word].roles)
            } else {
                end = read + 1
            }
            tokens[written] = joined
            written += 1
            read = end
        }
        tokenCount = written
    }

    /// Whether more digits follow behind one sign: "dob02/03/1964".
    private func goesOn(at place: Int) -> Bool {
        guard place + 1 < unitCount, units[place].kind == .joiner else { return false }
        return units[place + 1].kind == .digit
    }

    /// Whether a word is a cue for digits, all by itself.
    private func isCueBeforeDigits(_ hash: UInt64) -> Bool {
        let word = vocabulary[vocabulary.number(of: hash)]
        guard word.roles.contains(.startsCue), word.roles.isDisjoint(with: [.secretWord, .number, .multiplier]) else { return false }
        return vocabulary.longestPhrase(of: word) { _ in 0 } != nil
    }

    /// "CV5 2TN", "PL1N 4AB": what stands before a postcode's second half is its first, and no word.
    private func isOutward(_ start: Int, _ end: Int) -> Bool {
        guard 2...4 ~= end - start, units[start].kind == .letter, end + 3 < unitCount, units[end].kind == .space,
            units[end + 1].kind == .digit, units[end + 2].kind == .letter, units[end + 3].kind == .letter
        else { return false }
        return end + 4 == unitCount || units[end + 4].kind != .letter && units[end + 4].kind != .digit
    }

    /// The word that a token such as `p4ssw0rd` stands for; 0 if none.
    private func wordInLeet(_ start: Int, _ end: Int) -> UInt16 {
        var hash = Vocabulary.hashSeed
        for place in start..<end {
            let letter: UInt8? =
                switch units[place].byte {
                case UInt8(ascii: "0"): UInt8(ascii: "o")
                case UInt8(ascii: "1"): UInt8(ascii: "i")
                case UInt8(ascii: "3"): UInt8(ascii: "e")
                case UInt8(ascii: "4"): UInt8(ascii: "a")
                case UInt8(ascii: "5"): UInt8(ascii: "s")
                case UInt8(ascii: "7"): UInt8(ascii: "t")
                case UInt8(ascii: "@"): UInt8(ascii: "a")
                case UInt8(ascii: "$"): UInt8(ascii: "s")
                case UInt8(ascii: "!"): UInt8(ascii: "i")
                case UInt8(ascii: "a")...UInt8(ascii: "z"): units[place].byte
                default: nil
                }
            guard let letter else { return 0 }
            hash = Vocabulary.hash(hash, letter)
        }
        let word = vocabulary.number(of: hash)
        // "t0" is no "to".
        guard end - start >= 3 else { return 0 }
        if vocabulary[word].roles.isDisjoint(with: [.number, .multiplier, .spelling]) { return word }
        // "f1ve", "0ne": one figure in a word with as many letters and more.
        let figures = (start..<end).count { units[$0].kind == .digit }
        return figures == 1 && vocabulary[word].roles.contains(.number) && vocabulary[word].value < 10
            && (units[start].kind == .letter || units[start].byte == UInt8(ascii: "0")) ? word : 0
    }

    /// The word that the token before, a sign or two that play letters, and this token make up, as in `pa$$word`.
    private func wordAcrossSigns(_ start: Int, _ end: Int, _ gapLength: Int) -> UInt16? {
        guard tokenCount > 0 else { return nil }
        let before = tokens[tokenCount - 1]
        guard before.kind != .digits, Int(before.end) == start - gapLength, end - Int(before.start) <= 16 else { return nil }
        for place in Int(before.end)..<start {
            let byte = units[place].byte
            if byte == UInt8(ascii: "*"), gapLength == 1 { return wordWithGap(Int(before.start), place, end) }
            guard byte == UInt8(ascii: "@") || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "!") else { return nil }
        }
        let word = wordInLeet(Int(before.start), end)
        return vocabulary[word].roles.contains(.dataWord) ? word : nil
    }

    /// The word that names data and of which one letter is starred out, as in `passw*rd`.
    private func wordWithGap(_ start: Int, _ gap: Int, _ end: Int) -> UInt16? {
        for letter in [UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u")] {
            var hash = Vocabulary.hashSeed
            for place in start..<end { hash = Vocabulary.hash(hash, place == gap ? letter : units[place].byte) }
            let word = vocabulary.number(of: hash)
            if word != 0, vocabulary[word].roles.contains(.dataWord) { return word }
        }
        return nil
    }

    /// Where a redaction's mark ends that opens at a unit; nil if this is not exactly a mark.
    private func markEnd(_ open: Int) -> Int? {
        RedactionMark.end(of: open, count: unitCount, own: ownMarks) { units[$0] }
    }

    /// Whether a longer phrase begins within one and goes on behind it: "mi numero" before "numero de tarjeta".
    private func reachesFurther(than count: Int, at token: Int) -> Bool {
        for inner in token + 1..<token + count where has(.startsCue, inner) {
            if let other = phrase(at: inner), other.cue != .phone, other.count >= count, inner + other.count > token + count { return true }
        }
        return false
    }

    /// The longest cue phrase that begins at a token.
    private func phrase(at token: Int) -> (cue: Cue, count: Int)? {
        let last = tokenCount
        return vocabulary.longestPhrase(of: vocabulary[tokens[token].word]) { distance in
            let next = token + distance
            guard next < last else { return 0 }
            let candidate = tokens[next]
            guard candidate.gapLength <= 3, candidate.gap.isDisjoint(with: [.mark, .blocker]) else { return 0 }
            // "N.I. number" is no two sentences.
            if candidate.gap.contains(.sentenceEnd), tokens[next - 1].count > 1 || tokens[next - 1].kind != .letters { return 0 }
            return candidate.word
        }
    }

    /// Finds the cue phrases; the longest at each place wins and they do not overlap.
    mutating func readCues() {
        guard roles.contains(.startsCue) else { return }
        var token = 0
        while token < tokenCount {
            let word = vocabulary[tokens[token].word]
            tokens[token].cueFrom = UInt16(truncatingIfNeeded: cueCount)
            // No phrase has two figures in a row.
            let isFigureBeforeFigure =
                tokens[token].kind == .digits && token + 1 < tokenCount && tokens[token + 1].kind == .digits
            // The "s" of "wife's code" begins no name of a sort code.
            guard word.roles.contains(.startsCue), !isFigureBeforeFigure, !isShortIs(token) else {
                token += 1
                continue
            }
            let found = phrase(at: token)
            guard let found, !(found.cue == .phone && found.count == 2 && reachesFurther(than: found.count, at: token)) else {
                token += 1
                continue
            }
            for covered in token..<token + found.count {
                tokens[covered].isCue = true
                tokens[covered].cueFrom = UInt16(truncatingIfNeeded: cueCount)
            }
            cues[cueCount] = CueHit(cue: found.cue, first: Int32(token), last: Int32(token + found.count - 1))
            cueCount += 1
            cueBits |= found.cue.bit
            token += found.count
        }
    }
}
