extension Page {
    @inline(__always)
    func roles(_ token: Int) -> Role { vocabulary[tokens[token].word].roles }

    /// May stand between a cue and its value.
    func isConnector(_ token: Int) -> Bool { has(.connector, token) || has(.filler, token) }

    /// Whether the words between a value's last token and a cue say that the value is what the cue names: "is my", "for the", "(".
    func leadsBack(from last: Int, to cue: Int) -> Bool {
        guard cue > last else { return false }
        var isOwned = false
        for token in last + 1...cue {
            if !tokens[token].gap.isDisjoint(with: [.mark, .sentenceEnd]) { return false }
            if tokens[token].gap.contains(.newline), token > last + 1 || !has(.copula, token) { return false }
            guard token < cue else { break }
            if has(.copula, token) || has(.disowns, token) || has(.addresses, token) { isOwned = true }
        }
        return isOwned
    }

    /// Whether digits hang on behind a token, so that what ends with it is a piece of something longer.
    func continues(behind token: Int) -> Bool {
        let next = token + 1
        guard next < tokenCount, tokens[next].kind == .digits, tokens[next].gapLength == 1 else { return false }
        let separator = tokens[next].separator
        return separator == tokens[token].separator && tokens[token].gapLength == 1 || separator == UInt8(ascii: "-")
            || separator == UInt8(ascii: ".")
    }

    /// Whether a hyphen, slash or underscore ties the next token to this one.
    func isTied(behind token: Int) -> Bool {
        let next = token + 1
        guard next < tokenCount, tokens[next].gapLength == 1 else { return false }
        switch tokens[next].separator {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "@"): return true
        case UInt8(ascii: "."): return !tokens[next].gap.contains(.sentenceEnd) && tokens[next].kind != .letters
        default: return false
        }
    }

    /// Whether an amount, a share or a count stands in these tokens.
    func isMeasure(tokens first: Int, _ last: Int) -> Bool {
        if tokens[first].gap.contains(.currency) { return true }
        let behind = Int(tokens[last].end)
        if behind < unitCount, units[behind].byte == UInt8(ascii: "%") { return true }
        let next = last + 1
        return next < tokenCount && tokens[next].gapLength <= 1 && has(.countedThing, next) && !tokens[next].gap.contains(.newline)
    }

    /// The small number that a token of one to four digits, or a number word, stands for.
    func smallNumber(_ token: Int) -> (value: Int, digits: Int)? {
        let current = tokens[token]
        guard current.kind == .digits, current.count <= 4 else { return nil }
        var value = 0
        for place in current.start..<current.end { value = value * 10 + Int(units[Int(place)].byte) - 0x30 }
        return (value, current.count)
    }

    /// A word of this role stands in the few tokens before, in the same sentence.
    func hasBefore(_ role: Role, _ token: Int, reach: Int) -> Bool {
        var place = token
        while place > 0, token - place < reach {
            if tokens[place].gap.contains(.sentenceEnd) || tokens[place].gap.contains(.newline) { return false }
            place -= 1
            if has(role, place) { return true }
        }
        return false
    }

    /// A word of this role stands in the few tokens behind, in the same sentence.
    func hasBehind(_ role: Role, _ token: Int, reach: Int) -> Bool {
        var place = token + 1
        while place < tokenCount, place - token <= reach {
            if tokens[place].gap.contains(.sentenceEnd) || tokens[place].gap.contains(.newline) { return false }
            if has(role, place) { return true }
            place += 1
        }
        return false
    }

    /// A token spells a word in small letters.
    func isWord(_ token: Int, _ word: StaticString) -> Bool {
        let start = Int(tokens[token].start)
        guard tokens[token].count == word.utf8CodeUnitCount else { return false }
        return (0..<word.utf8CodeUnitCount).allSatisfy { units[start + $0].byte == word.utf8Start[$0] }
    }

    /// "called", "named".
    func isCalled(_ token: Int) -> Bool { isWord(token, "called") || isWord(token, "named") }

    /// The "letters" of "letters 1, 3 and 5", and what goes on with it.
    func isCounting(_ token: Int, within: Bool) -> Bool {
        if has(.countedThing, token), tokens[token].count > 4, tokens[token].kind == .letters { return true }
        guard within else { return false }
        return tokens[token].kind == .digits && tokens[token].count <= 2 || has(.ordinal, token) || has(.conjunction, token)
            || has(.number, token) && tokens[token].count > 1 || tokens[token].kind == .mixed && tokens[token].count <= 4
    }

    /// The sentence behind a token is a question.
    func asks(behind token: Int) -> Bool {
        let from = Int(tokens[token].end)
        var place = from
        while place < unitCount, place - from < 24 {
            switch units[place].byte {
            case UInt8(ascii: "?"): return true
            case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: ","), UInt8(ascii: "\n"): return false
            default: place += 1
            }
        }
        return false
    }

    /// The "s" of "my password's".
    func isShortIs(_ token: Int) -> Bool {
        tokens[token].count == 1 && tokens[token].separator == UInt8(ascii: "'")
            && units[Int(tokens[token].start)].byte == UInt8(ascii: "s")
    }

    /// "be": "should be", "used to be".
    func isBe(_ token: Int) -> Bool {
        tokens[token].count == 2 && units[Int(tokens[token].start)].byte == UInt8(ascii: "b")
            && units[Int(tokens[token].start) + 1].byte == UInt8(ascii: "e")
    }

    /// The "one" of "the pet one is".
    func isOne(_ token: Int) -> Bool {
        tokens[token].count == 3 && tokens[token].kind == .letters && has(.number, token) && vocabulary[tokens[token].word].value == 1
    }

    /// The "out" of "spelt out".
    func isOut(_ token: Int) -> Bool {
        tokens[token].count == 3 && units[Int(tokens[token].start)].byte == UInt8(ascii: "o")
            && units[Int(tokens[token].start) + 1].byte == UInt8(ascii: "u")
    }

    /// "as", "als", "como", "comme": "set the password as …", "used 4821 as pin".
    func isAs(_ token: Int) -> Bool {
        if has(.likens, token) { return true }
        return tokens[token].count == 2 && units[Int(tokens[token].start)].byte == UInt8(ascii: "a")
            && units[Int(tokens[token].start) + 1].byte == UInt8(ascii: "s")
    }
}
