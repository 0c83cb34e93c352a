/// Words that are told letter by letter, as on the telephone.
extension Page {
    /// The token that begins at a unit.
    func token(startingAt unit: Int32) -> Int? {
        let token = firstToken(behind: unit)
        return token < tokenCount && tokens[token].start == unit ? token : nil
    }

    /// Unit behind a word that is dictated from a token on; nil if none is.
    /// - Parameter isPartial: whether single letters of it were asked for, so that two are enough.
    func dictatedEnd(from token: Int, isPartial: Bool) -> Int32? {
        if isPartial { return toldEnd(from: token, least: 2, isPartial: true) }
        return spelledEnd(from: token) ?? singlesEnd(from: token) ?? toldEnd(from: token, least: 4, isPartial: false)
            ?? countedEnd(from: token)
    }

    /// A word in the words of a spelling alphabet, from three letters on.
    private func spelledEnd(from first: Int) -> Int32? {
        guard has(.spelling, first) else { return nil }
        var last = first
        while last + 1 < tokenCount, last - first < Self.longestDictation, has(.spelling, last + 1) || has(.number, last + 1),
            tokens[last + 1].gapLength <= 2, tokens[last + 1].gap.isDisjoint(with: [.mark, .newline])
        {
            last += 1
        }
        return last - first >= 2 ? tokens[last].end : nil
    }

    /// Tokens of a word that is dictated, at most.
    private static let longestDictation = 40

    /// A word with a blank or a sign between its letters, from four on: "t a n g e r i n e", "S-z-y-m-a-n-s-k-a".
    private func singlesEnd(from first: Int) -> Int32? {
        guard tokens[first].count == 1, first + 1 < tokenCount else { return nil }
        var last = first
        let separator = tokens[first + 1].separator
        guard separator != 0, separator != FoldedByte.blank else { return nil }
        var letters = tokens[first].kind == .letters ? 1 : 0
        while last + 1 < tokenCount, last - first < Self.longestDictation, tokens[last + 1].count == 1, tokens[last + 1].gapLength == 1,
            tokens[last + 1].separator == separator, tokens[last + 1].gap.isDisjoint(with: [.mark, .newline])
        {
            last += 1
            if tokens[last].kind == .letters { letters += 1 }
        }
        guard last - first >= 3, letters >= 3 else { return nil }
        // "4 7 9 1 !"
        var end = Int(tokens[last].end)
        while end + 1 < unitCount, units[end].kind == .space, isLoneSign(end + 1) { end += 2 }
        return Int32(end)
    }

    /// A sign between two blanks, or at the end.
    private func isLoneSign(_ place: Int) -> Bool {
        switch units[place].kind {
        case .letter, .digit, .space, .newline, .markOpen, .markClose: return false
        default: break
        }
        guard units[place].byte != FoldedByte.blank, units[place].byte != UInt8(ascii: "-") else { return false }
        return place + 1 == unitCount || units[place + 1].kind == .space || units[place + 1].kind == .newline
    }

    /// "B for bravo, A, D, G, E, R", "capital T igger nine one": letters, figures and what is said of them.
    private func toldEnd(from first: Int, least: Int, isPartial: Bool) -> Int32? {
        var token = first
        var last = first - 1
        var (signs, letters, capitals, rests) = (0, 0, 0, 0)
        while token < tokenCount, token - first < Self.longestDictation {
            let current = tokens[token]
            if token > first, current.gapLength > 3 || !current.gap.isDisjoint(with: [.mark, .newline, .sentenceEnd, .currency]) { break }
            if let letter = capital(token) {
                capitals += 1
                token = letter
            } else if current.count == 1 {
                signs += 1
                if current.kind == .letters { letters += 1 }
                last = explained(token) ?? token
                token = last + 1
            } else if current.kind == .letters, has(.spelling, token) || has(.number, token), !current.isCue {
                signs += 1
                last = token
                token += 1
            } else if signs > 0 || capitals > 0, has(.multiplier, token) || isPartial && has(.conjunction, token) {
                token += 1
            } else if capitals > 0, rests < capitals, current.kind == .letters, current.word == 0, token == last + 1,
                last >= first, tokens[last].count == 1
            {
                // "T igger"
                rests += 1
                letters += current.count
                last = token
                token += 1
            } else {
                break
            }
        }
        guard last >= first, signs + rests >= (capitals > 0 && rests > 0 ? 2 : least), isPartial || letters >= 3 else { return nil }
        return tokens[last].end
    }

    /// The letter behind "capital", "upper case", "small".
    private func capital(_ token: Int) -> Int? {
        guard has(.manner, token), tokens[token].count > 3 else { return nil }
        var next = token + 1
        if next < tokenCount, isWord(next, "case") || isWord(next, "letter") { next += 1 }
        guard next < tokenCount, tokens[next].count == 1, tokens[next].kind == .letters, tokens[next].gapLength <= 2 else { return nil }
        return next
    }

    /// The word in "B for bravo", "M wie Martha": it begins with the letter.
    private func explained(_ token: Int) -> Int? {
        guard token + 2 < tokenCount, tokens[token].kind == .letters, tokens[token + 1].gapLength == 1 else { return nil }
        var word = token + 2
        if isAs(token + 1), has(.preposition, word), word + 1 < tokenCount { word += 1 }
        guard isAs(token + 1) || has(.preposition, token + 1) || isWord(token + 1, "wie") || isWord(token + 1, "like"),
            tokens[word].gapLength == 1, tokens[word].count > 2,
            units[Int(tokens[word].start)].byte == units[Int(tokens[token].start)].byte
        else { return nil }
        return word
    }

    /// "tigger ninety one": a word that no list knows, and a number in words to the end of what is said.
    private func countedEnd(from first: Int) -> Int32? {
        guard tokens[first].kind == .letters, tokens[first].word == 0, tokens[first].count > 2 else { return nil }
        var last = first
        while last + 1 < tokenCount, tokens[last + 1].kind == .letters, has(.number, last + 1), tokens[last + 1].gapLength == 1,
            tokens[last + 1].count > 2
        {
            last += 1
        }
        guard last > first, last + 1 == tokenCount || tokens[last + 1].gap.contains(.visible) || tokens[last + 1].gap.contains(.newline)
        else { return nil }
        return tokens[last].end
    }
}
