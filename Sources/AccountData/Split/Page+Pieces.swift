/// What ``Announcement`` asks a page for: the words that announce a piece of a value, and the piece.
extension Page {
    /// Begins to announce a piece.
    func announces(_ token: Int) -> Bool {
        let word = vocabulary[tokens[token].word]
        return word.partPlace != 0 || word.isPiece && !has(.countedThing, token)
    }

    /// "5577..", "...9911": goes on in another message.
    var hasDots: Bool {
        func isDot(_ place: Int) -> Bool { units[place].byte == UInt8(ascii: ".") }
        return unitCount > 2 && (isDot(0) && isDot(1) || isDot(unitCount - 1) && isDot(unitCount - 2))
    }

    /// "sorry", "oops", "I meant": takes back what was said.
    var corrects: Bool {
        let words: [StaticString] = [
            "sorry", "oops", "typo", "meant", "mean", "correction", "actually", "wait", "wrong", "not", "entschuldigung", "pardon",
            "perdon",
            "nein", "sondern", "nicht", "pas",
        ]
        return (0..<min(tokenCount, 4)).contains { token in words.contains { isWord(token, $0) } }
            || tokenCount > 0 && tokens[0].start > 0 && units[0].byte == UInt8(ascii: "*")
    }

    /// "ok", "and", "thanks".
    func isAside(_ token: Int) -> Bool {
        tokens[token].kind == .letters
            && (isSmallWord(token) || !roles(token).isDisjoint(with: [.conjunction, .courtesy, .speaker, .you]))
    }

    /// "1/3", "2 of 3:" at the beginning of a message, or behind the name of what is counted.
    func counter(at token: Int) -> (number: Int, next: Int)? {
        guard token == 0 || tokens[token - 1].isCue, token + 2 < tokenCount, tokens[token].kind == .digits, tokens[token].count == 1,
            let number = smallNumber(token)?.value, number > 0
        else { return nil }
        let isSlashed = tokens[token + 1].separator == UInt8(ascii: "/") && tokens[token + 1].gapLength == 1
        let total = isSlashed ? token + 1 : has(.preposition, token + 1) ? token + 2 : 0
        guard total > 0, total + 1 < tokenCount, tokens[total].kind == .digits, tokens[total].count == 1,
            let all = smallNumber(total)?.value, number <= all, tokens[total + 1].separator != UInt8(ascii: "/")
        else { return nil }
        return (number, total + 1)
    }

    /// "part 2", "part two of three": its number, where something follows.
    func numberedPiece(_ token: Int) -> (number: UInt8, next: Int)? {
        guard vocabulary[tokens[token].word].isPiece, vocabulary[tokens[token].word].partPlace == 0, token + 2 < tokenCount,
            let number = smallCount(token + 1), number < 10, tokens[token + 1].gapLength <= 2
        else { return nil }
        var next = token + 2
        if next + 1 < tokenCount, has(.preposition, next) || tokens[next].separator == UInt8(ascii: "/"),
            smallCount(tokens[next].kind == .letters ? next + 1 : next) != nil
        {
            next += tokens[next].kind == .letters ? 2 : 1
        }
        guard next < tokenCount else { return nil }
        return (UInt8(number), next)
    }

    /// "two", "3", of something.
    func isCount(_ token: Int) -> Bool {
        tokens[token].count > (tokens[token].kind == .digits ? 0 : 1) && smallCount(token).map { $0 < 10 } ?? false
    }

    /// Up to 19 in a word, or up to 99 in figures.
    private func smallCount(_ token: Int) -> Int? {
        if tokens[token].kind == .digits, tokens[token].count <= 2 { return smallNumber(token)?.value }
        guard has(.number, token), tokens[token].kind == .letters, tokens[token].count > 1 else { return nil }
        let value = Int(vocabulary[tokens[token].word].value)
        return value < 20 ? value : nil
    }

    /// Behind the "four" of "first four 4308" and the "8 digits are" of "first 8 digits are": a count, and not the piece itself.
    func countOfPiece(_ token: Int) -> Int? {
        guard let count = smallCount(token) else { return nil }
        var next = token + 1
        let isNamed = next < tokenCount && (has(.countedThing, next) || vocabulary[tokens[next].word].isPiece)
        while next < tokenCount, wholeNamed(at: next) == nil, isSmallWord(next) || has(.countedThing, next),
            tokens[next].gap.isDisjoint(with: [.mark, .sentenceEnd])
        {
            next += 1
        }
        guard next < tokenCount, wholeNamed(at: next) != nil || piece(from: next) != nil else { return nil }
        return isNamed || wholeNamed(at: next) != nil || signs(from: next) == count ? next : nil
    }

    /// Letters and digits of the piece from a token on.
    private func signs(from token: Int) -> Int? {
        guard let piece = piece(from: token) else { return nil }
        return (token..<piece.next).reduce(0) { sum, place in
            let isTold = tokens[place].kind == .letters && has(.number, place)
            return sum + (isTold ? vocabulary[tokens[place].word].value > 9 ? 2 : 1 : tokens[place].count)
        }
    }

    /// The cue that begins at a token and names a whole, such as an account number; "last four" names none.
    func wholeNamed(at token: Int) -> Int? {
        guard tokens[token].isCue else { return nil }
        let cue = firstCue(endingFrom: token)
        return cue < cueCount && Int(cues[cue].first) == token && namesWhole(cue) ? cue : nil
    }

    /// A figure stands right behind a cue, or behind a small word.
    func hasFigure(behind cue: Int) -> Bool {
        let next = Int(cues[cue].last) + 1
        guard next < tokenCount else { return false }
        return isFigure(next) || next + 1 < tokenCount && isSmallWord(next) && isFigure(next + 1)
    }

    func namesWhole(_ cue: Int) -> Bool {
        let hit = cues[cue]
        guard hit.cue.dataClass != nil && hit.cue != .cardEnding || hit.cue == .bareCode || hit.cue == .account else { return false }
        return !(Int(hit.first)...Int(hit.last)).contains { vocabulary[tokens[$0].word].partPlace != 0 }
    }

    /// Stands between an announcement and its piece.
    func isSmallWord(_ token: Int) -> Bool {
        tokens[token].kind == .letters && !has(.number, token)
            && !roles(token).isDisjoint(with: [.connector, .filler, .copula, .article, .preposition, .countedThing])
    }

    /// Where a piece ends that begins with a token: figures with what hangs on them, or one word that says nothing else.
    func piece(from token: Int) -> (end: Int32, next: Int)? {
        guard isFigure(token) || isUnsaid(token) else { return nil }
        var end = chunkEnd(token)
        var next = token + 1
        while next < tokenCount {
            if tokens[next].start >= end {
                guard tokens[next].gapLength <= 3, tokens[next].gap.isDisjoint(with: [.mark, .sentenceEnd, .newline, .blocker]),
                    isFigure(next) || isCapitals(next)
                else { break }
                end = chunkEnd(next)
            }
            next += 1
        }
        while end > tokens[token].start + 1, isClosing(units[Int(end) - 1].byte) { end -= 1 }
        return (end, next)
    }

    /// The "B" of "the last letter is B".
    func isLoneCapital(_ token: Int) -> Bool {
        tokens[token].count == 1 && token == tokenCount - 1 && units[Int(tokens[token].start)].flags & Folds.upper != 0
    }

    /// "D on the end"
    var beginsWithLetter: Bool {
        tokenCount > 2 && tokens[0].count == 1 && tokens[0].kind == .letters && units[Int(tokens[0].start)].flags & Folds.upper != 0
            && vocabulary[tokens[tokenCount - 1].word].partPlace == PartPlace.last.rawValue
    }

    func loneCapital(_ token: Int) -> (end: Int32, next: Int)? {
        isLoneCapital(token) ? (tokens[token].end, token + 1) : nil
    }

    func isFigure(_ token: Int) -> Bool {
        tokens[token].kind != .letters || !roles(token).isDisjoint(with: [.number, .multiplier, .spelling]) && tokens[token].count > 1
    }

    /// "LOYD": part of a code.
    private func isCapitals(_ token: Int) -> Bool {
        tokens[token].count <= 4 && (tokens[token].start..<tokens[token].end).allSatisfy { units[Int($0)].flags & Folds.upper != 0 }
    }

    /// A word that is no word of a sentence about secrets.
    func isUnsaid(_ token: Int) -> Bool {
        tokens[token].count > 1 && !tokens[token].isCue
            && roles(token).isDisjoint(with: [
                .connector, .filler, .predicate, .countedThing, .manner, .conjunction, .article, .denies, .negates, .asks, .questions,
                .preposition, .auxiliary, .copula, .speaker, .you, .aboutThing,
            ])
    }

    /// The unit behind what stands between two blanks.
    private func chunkEnd(_ token: Int) -> Int32 {
        var end = Int(tokens[token].end)
        while end < unitCount, units[end].kind != .space, units[end].kind != .newline, units[end].kind != .markOpen,
            units[end].byte != FoldedByte.blank, end - Int(tokens[token].start) < 64
        {
            end += 1
        }
        return Int32(end)
    }

    private func isClosing(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: ")"),
            UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
