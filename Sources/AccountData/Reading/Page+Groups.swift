extension Page {
    /// Collects the digit groups and links them.
    mutating func readGroups() {
        var token = 0
        while token < tokenCount {
            let current = tokens[token]
            tokens[token].groupFrom = UInt16(truncatingIfNeeded: groupCount)
            var next = token + 1
            if current.isCue {
                // Has no digits of its own.
            } else if current.word != 0 || current.count == 1, isCountOfPart(token) {
                // The "four" of "first four 4308".
            } else if current.kind == .digits {
                next = readDigits(token)
            } else if current.word != 0, !roles(token).isDisjoint(with: [.number, .multiplier, .magnitude]) {
                if !isInterjection(token) { next = readNumberWord(token) }
            } else if isSpanishEleven(token) {
                let first = digitCount
                append(1, current.start, current.end)
                append(1, current.start, current.end)
                appendGroup(first, 2, token, token, letters: 0, flags: Folds.numberWords | flags(current.start, current.end))
            } else if current.kind == .letters, current.word == 0, let told = joinedNumbers(token) {
                let first = digitCount
                for value in told { append(value, current.start, current.end) }
                appendGroup(
                    first, Int32(told.count), token, token, letters: 0, flags: Folds.numberWords | flags(current.start, current.end))
            } else if current.count <= 24 {
                readLookAlikes(token)
            }
            token += 1
            while token < next {
                tokens[token].groupFrom = UInt16(truncatingIfNeeded: groupCount)
                token += 1
            }
        }
    }

    /// The "oh" of "oh ok" and "oh and 4713": no nought, since no figure stands beside it.
    func isInterjection(_ token: Int) -> Bool {
        guard isWord(token, "oh") else { return false }
        func isFigure(_ other: Int) -> Bool {
            tokens[other].kind != .letters && !tokens[other].isCue
                || !roles(other).isDisjoint(with: [.number, .multiplier, .magnitude, .spelling]) || tokens[other].count == 1
        }
        return !(token > 0 && !tokens[token].gap.contains(.newline) && isFigure(token - 1))
            && !(token + 1 < tokenCount && isFigure(token + 1))
    }

    /// Digits of one group that are kept; no class has longer ones.
    private var digitsKept: Int { 40 }

    private mutating func readDigits(_ token: Int) -> Int {
        let first = digitCount
        let start = tokens[token].start
        var flags = units[Int(start)].flags & ~Folds.zeroWidth
        for place in Int(start)..<Int(tokens[token].end) {
            let unit = units[place]
            if place > Int(start) { flags |= unit.flags }
            guard place - Int(start) < digitsKept else { break }
            digits[digitCount] = Digit(start: Int32(place), end: Int32(place + 1), value: unit.byte &- 0x30)
            digitCount += 1
        }
        appendGroup(first, Int32(tokens[token].count), token, token, letters: 0, flags: flags & ~Folds.upper)
        return token + 1
    }

    /// "seven", "forty five", "double four", "triple 7".
    private mutating func readNumberWord(_ token: Int) -> Int {
        let first = digitCount
        let word = vocabulary[tokens[token].word]
        let start = tokens[token].start
        let flags = Folds.numberWords | (self.flags(start, tokens[token].end))
        let next = token + 1
        let follows =
            next < tokenCount && tokens[next].gapLength <= 2 && !tokens[next].isCue
            && tokens[next].gap.isDisjoint(with: [.blocker, .sentenceEnd, .mark])
        if word.roles.contains(.multiplier) {
            guard follows else { return next }
            let value: UInt8
            if tokens[next].kind == .digits, tokens[next].count == 1 {
                value = units[Int(tokens[next].start)].byte &- 0x30
            } else if has(.number, next), vocabulary[tokens[next].word].value < 10 {
                value = vocabulary[tokens[next].word].value
            } else {
                return next
            }
            for _ in 0..<word.value { append(value, start, tokens[next].end) }
            appendGroup(first, Int32(word.value), token, next, letters: 0, flags: flags)
            return next + 1
        }
        // "five hundred and twelve", "quatre-vingt-dix-huit", "achtundvierzig"
        if let spoken = spoken(token), spoken.isWhole || spoken.next - token > 1 || spoken.value >= 10 {
            guard spoken.isWhole || word.roles.contains(.number) else { return next }
            // "hundred" alone is no number of a code, but for one that goes on: "double seven hundred".
            if word.roles.contains(.magnitude), !word.roles.contains(.number), spoken.next == next {
                let isBehindGroup = groupCount > 0 && Int(groups[groupCount - 1].lastToken) == token - 1 && tokens[token].gapLength <= 2
                guard isBehindGroup, word.value == 2 else { return next }
                append(0, start, tokens[token].end)
                append(0, start, tokens[token].end)
                appendGroup(first, 2, token, token, letters: 0, flags: flags)
                return next
            }
            var digits = [UInt8]()
            var rest = spoken.value
            repeat {
                digits.append(UInt8(rest % 10))
                rest /= 10
            } while rest > 0
            let last = spoken.next - 1
            for digit in digits.reversed() { append(digit, start, tokens[last].end) }
            appendGroup(first, Int32(digits.count), token, last, letters: 0, flags: flags)
            return spoken.next
        }
        guard word.roles.contains(.number), !word.roles.contains(.magnitude) else { return next }
        if word.value >= 20, follows, has(.number, next), 1...9 ~= vocabulary[tokens[next].word].value {
            append(word.value / 10, start, tokens[token].end)
            append(vocabulary[tokens[next].word].value, tokens[next].start, tokens[next].end)
            appendGroup(first, 2, token, next, letters: 0, flags: flags)
            return next + 1
        }
        if isArticleOne(token) {
            // "un" is a digit only among digits that are told.
            let afterGroup =
                groupCount > 0 && Int(groups[groupCount - 1].lastToken) == token - 1
                && groups[groupCount - 1].flags & Folds.numberWords != 0
            guard afterGroup || (follows && has(.number, next) && tokens[next].kind == .letters && tokens[next].count > 2) else {
                return next
            }
        }
        if tokens[token].count == 1 {
            // The letter o is a digit only among digits.
            let afterGroup = groupCount > 0 && Int(groups[groupCount - 1].lastToken) == token - 1
            guard afterGroup || (follows && (tokens[next].kind == .digits || has(.number, next))) else { return next }
        }
        if word.value >= 10 { append(word.value / 10, start, tokens[token].end) }
        append(word.value % 10, start, tokens[token].end)
        appendGroup(first, word.value >= 10 ? 2 : 1, token, token, letters: 0, flags: flags)
        return next
    }

    /// "un", which is an article as well.
    private func isArticleOne(_ token: Int) -> Bool { tokens[token].count == 2 && has(.disowns, token) && has(.number, token) }

    private mutating func append(_ value: UInt8, _ start: Int32, _ end: Int32) {
        digits[digitCount] = Digit(start: start, end: end, value: value)
        digitCount += 1
    }

    /// Tokens such as `4l11` in which letters play digits: any number of the closest look-alikes, of the others at most half the places.
    /// Letters alone count only beside digits.
    private mutating func readLookAlikes(_ token: Int) {
        let current = tokens[token]
        let first = digitCount
        var letters = 0
        var flags: UInt16 = Folds.lookAlike
        for place in current.start..<current.end {
            let unit = units[Int(place)]
            if unit.kind == .digit {
                append(unit.byte &- 0x30, place, place + 1)
            } else if let played = LookAlikeDigit(unit) {
                append(played.value, place, place + 1)
                letters += 1
                if !played.isClose {
                    flags |= Folds.leet
                    if current.kind == .letters, !isBesideFour(token) {
                        digitCount = first
                        return
                    }
                }
            } else {
                digitCount = first
                return
            }
            if place > current.start { flags |= unit.flags & ~Folds.upper }
        }
        if current.kind == .letters {
            let afterGroup =
                groupCount > 0 && Int(groups[groupCount - 1].lastToken) == token - 1 && current.gapLength <= 3
                && current.gap.isDisjoint(with: [.sentenceEnd, .newline])
            let beforeDigits = token + 1 < tokenCount && tokens[token + 1].kind == .digits && tokens[token + 1].gapLength <= 3
            guard afterGroup || beforeDigits || isBesideFour(token) else {
                digitCount = first
                return
            }
        } else if flags & Folds.leet != 0, letters * 2 > current.count, !isBesideFour(token) {
            digitCount = first
            return
        }
        appendGroup(first, Int32(current.count), token, token, letters: letters, flags: flags)
    }

    /// Four signs in no known word right beside four with digits in them, as in a card's number in which letters play many digits.
    private func isBesideFour(_ token: Int) -> Bool {
        guard tokens[token].count == 4, tokens[token].word == 0 else { return false }
        func isFour(_ other: Int, _ gap: Int) -> Bool {
            tokens[other].count == 4 && tokens[other].kind != .letters && tokens[gap].gapLength == 1
        }
        return token > 0 && isFour(token - 1, token) || token + 1 < tokenCount && isFour(token + 1, token + 1)
    }

    /// "4539 + 0317", "4921#2200": one such sign between groups as cards have them.
    private func isJoinedBySign(_ token: Int) -> Bool {
        let gap = tokens[token]
        guard token > 0, gap.gapLength <= 3, gap.kind == .digits, 2...6 ~= gap.count, tokens[token - 1].kind == .digits,
            2...6 ~= tokens[token - 1].count, gap.count + tokens[token - 1].count > 4 || isPairOfThree(token)
        else { return false }
        var signs = 0
        for place in Int(tokens[token - 1].end)..<Int(gap.start) {
            switch units[place].byte {
            case UInt8(ascii: "+"), UInt8(ascii: "#"), UInt8(ascii: "&"): signs += 1
            case UInt8(ascii: " "): break
            default: return false
            }
        }
        return signs == 1
    }

    /// "09+78+02": three pairs with the same sign between.
    private func isPairOfThree(_ token: Int) -> Bool {
        func isPair(_ other: Int) -> Bool {
            other > 0 && other < tokenCount && tokens[other].kind == .digits && tokens[other].count == 2
                && tokens[other].separator == tokens[token].separator && tokens[other].gapLength == tokens[token].gapLength
        }
        return isPair(token) && (isPair(token + 1) || isPair(token - 1) && token > 1)
    }

    private mutating func appendGroup(_ first: Int, _ count: Int32, _ from: Int, _ to: Int, letters: Int, flags: UInt16) {
        let (link, linkFlags) = link(to: from)
        groups[groupCount] = Group(
            digitStart: Int32(first), digitCount: count, firstToken: Int32(from), lastToken: Int32(to), link: link,
            separator: tokens[from].separator, letters: UInt8(clamping: letters), flags: flags, linkFlags: linkFlags)
        groupCount += 1
    }

    /// "5105 ... 1051": dots between blanks.
    private func isDotted(_ token: Int) -> Bool {
        guard token > 0, tokens[token].gapLength <= 7, tokens[token].kind == .digits, tokens[token - 1].kind == .digits else {
            return false
        }
        return (Int(tokens[token - 1].end)..<Int(tokens[token].start)).allSatisfy {
            units[$0].kind == .space || units[$0].byte == UInt8(ascii: ".")
        }
    }

    /// "4539 ------ 0317", "4539          0317": blanks and signs between groups as cards and sort codes have them.
    private func isPadded(_ token: Int) -> Bool {
        guard token > 0, tokens[token].gapLength <= 24, tokens[token].kind == .digits, tokens[token - 1].kind == .digits,
            2...6 ~= tokens[token].count, 2...6 ~= tokens[token - 1].count,
            tokens[token].count == tokens[token - 1].count || tokens[token].count + tokens[token - 1].count >= 8
        else { return false }
        var signs: UInt8 = 0
        for place in Int(tokens[token - 1].end)..<Int(tokens[token].start) {
            let unit = units[place]
            switch unit.kind {
            case .space, .newline: break
            case .joiner where signs == 0 || signs == unit.byte: signs = unit.byte
            default: return false
            }
        }
        return true
    }

    /// A small number between a word such as "first" and as many figures: how many there are.
    private func isCountOfPart(_ token: Int) -> Bool {
        guard token > 0, token + 1 < tokenCount, vocabulary[tokens[token - 1].word].partPlace != 0, tokens[token + 1].kind == .digits,
            tokens[token + 1].gapLength <= 2, tokens[token].gapLength == 1
        else { return false }
        let count = tokens[token].kind == .digits ? smallNumber(token)?.value : Int(vocabulary[tokens[token].word].value)
        return count == tokens[token + 1].count && (tokens[token].kind == .digits || has(.number, token))
    }

    /// "second half", "last four": says which piece of a number follows, between pieces of some figures.
    private func isPartWord(_ token: Int, before next: Int) -> Bool {
        guard groups[groupCount - 1].digitCount <= 8, tokens[next].count <= 8 else { return false }
        let word = vocabulary[tokens[token].word]
        return word.partPlace != 0 || word.isPiece && vocabulary[tokens[token - 1].word].partPlace != 0 || isCountOfPart(token)
    }

    /// How the group that begins at a token hangs on the one before.
    private func link(to token: Int) -> (Group.Link, UInt16) {
        guard groupCount > 0 else { return (.none, 0) }
        let before = Int(groups[groupCount - 1].lastToken)
        guard token - before <= 6 else { return (.none, 0) }
        // "the joint one 55779911": no digit.
        let last = groups[groupCount - 1]
        if last.link == .none, last.digitCount == 1, last.flags & Folds.numberWords != 0, tokens[token].kind == .digits,
            tokens[token].count >= 6
        {
            return (.none, 0)
        }
        // An amount ends where anything but a blank or a hyphen follows: "£20: 4111".
        let isAmount = tokens[Int(groups[groupCount - 1].firstToken)].gap.contains(.currency)
        if isAmount, tokens[token].gapLength > 1 || tokens[token].separator != UInt8(ascii: " ") { return (.none, 0) }
        var flags: UInt16 = 0
        for step in before + 1...token {
            let gap = tokens[step]
            guard gap.gap.isDisjoint(with: [.blocker, .mark]) || isJoinedBySign(step) else { return (.none, 0) }
            // Three signs of any kind, or more of the same.
            guard gap.gapLength <= 3 || gap.separator != 0 && gap.gapLength <= 8 || isDotted(step) || isPadded(step) else {
                return (.none, 0)
            }
            // "next is", "gefolgt von", "suivi de"
            let isSaid =
                step > before + 1 && step + 1 == token && (has(.copula, step) || has(.preposition, step)) && has(.filler, step - 1)
            if step < token, !has(.filler, step), !isPartWord(step, before: token), !isSaid { return (.none, 0) }
            if gap.separator == FoldedByte.replacement {
                flags |= Folds.zeroWidth
            } else if gap.gapLength > 1 || !(gap.separator == UInt8(ascii: " ") || gap.separator == UInt8(ascii: "-")) {
                flags |= Folds.separators
            }
            flags |= units[Int(gap.start)].flags & Folds.zeroWidth
        }
        if token - before > 1 { flags |= Folds.filler }
        return (token - before > 1 ? .filler : .tight, flags)
    }
}

/// A letter that plays a digit.
struct LookAlikeDigit {
    let value: UInt8
    /// Looks like it (O, l), rather than standing for it by custom (E for 3).
    let isClose: Bool

    init?(_ unit: Unit) {
        let isUpper = unit.flags & Folds.upper != 0
        switch unit.byte {
        case 0x80...0x89: (value, isClose) = (unit.byte & 15, true)
        case UInt8(ascii: "o"): (value, isClose) = (0, true)
        case UInt8(ascii: "l"): (value, isClose) = (1, !isUpper)
        case UInt8(ascii: "i"): (value, isClose) = (1, true)
        case UInt8(ascii: "q"), UInt8(ascii: "d"):
            guard isUpper else { return nil }
            (value, isClose) = (0, false)
        case UInt8(ascii: "z"): (value, isClose) = (2, false)
        case UInt8(ascii: "e"): (value, isClose) = (3, false)
        case UInt8(ascii: "a"): (value, isClose) = (4, false)
        case UInt8(ascii: "s"): (value, isClose) = (5, false)
        case UInt8(ascii: "b"): (value, isClose) = (isUpper ? 8 : 6, false)
        case UInt8(ascii: "g"): (value, isClose) = (isUpper ? 6 : 9, false)
        case UInt8(ascii: "t"): (value, isClose) = (7, false)
        default: return nil
        }
    }
}
