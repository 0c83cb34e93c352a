extension Detector {
    /// Security codes, PINs and one-time codes: a few digits that only a cue makes a secret.
    static let secretDigits = Detector(
        classes: [.cardCVV, .credentialPIN, .credentialOTP],
        finds: [
            Example("cvv 123", .cardCVV, "123"),
            Example("the three digits on the back are 737", .cardCVV, "737"),
            Example("security code: 7373 for my amex", .cardCVV, "7373"),
            Example("my pin is 4821", .credentialPIN, "4821"),
            Example("PIN for the card is four eight two one", .credentialPIN, "four eight two one"),
            Example("4821 is my pin", .credentialPIN, "4821"),
            Example("pin: 4-8-2-1", .credentialPIN, "4-8-2-1"),
            Example("on the back of the card it says 737", .cardCVV, "737"),
            Example("5105105105105100 01.27 cvv123", .cardCVV, "123"),
            Example("the code is 482913", .credentialOTP, "482913"),
            Example("my one-time passcode is 482 913", .credentialOTP, "482 913"),
            Example("verification code 55821", .credentialOTP, "55821"),
            Example("pin number = ４８２１", .credentialPIN, "４８２１"),
        ],
        quietOn: [
            "I forgot my pin and tried 3 times", "my pin has 4 digits", "a 4 digit pin please", "pin blocked since 2023",
            "error code 404913", "auth code 482913 on the receipt", "dealer code 482913",
            "the promo code is 482913", "my sort code is 202020", "never share your PIN, call 0345 734 5345", "the cvv is on the back",
            "change the pin within 1000 days", "the serial on the back of my reader reads 77-4410-9923-0017-5",
            "the number on the back of my reader is 77-4410-9923-0017-5", "77 4410 9923 0017 5 is the number on the back",
            "it is written on the back, item 737", "pin sent, it cost £1234",
        ],
        needs: .cues
    ) { page, found in
        guard page.groupCount > 0 else { return }
        for place in 0..<page.cueCount { SecretDigits.search(cue: place, page, &found) }
    }
}

private enum SecretDigits {
    /// How many digits a cue's value may have.
    private static func lengths(_ cue: Cue) -> ClosedRange<Int>? {
        switch cue {
        case .securityCode: 3...8
        case .pin, .passcode: 4...6
        case .oneTimeCode, .bareCode: 4...8
        default: nil
        }
    }

    static func search(cue place: Int, _ page: borrowing Page, _ found: inout Candidates) {
        let hit = page.cues[place]
        guard let lengths = lengths(hit.cue) else { return }
        let forward = forward(hit, lengths, page)
        if let (first, last) = forward {
            report(hit, first, last, distance: Int(page.groups[first].firstToken - hit.last) - 1, page, &found)
            if let (first, last) = replacement(behind: last, hit, lengths, page) ?? others(behind: last, hit, page) {
                report(hit, first, last, distance: 3, page, &found)
            }
        }
        let isAlone = forward.map { isAnothers($0.1, of: hit, at: place, page) } ?? !page.isSatisfied(cue: Int(hit.last))
        if let (first, last) = backward(hit, lengths, page, isAlone: isAlone) {
            report(hit, first, last, distance: Int(hit.first - page.groups[last].lastToken) - 1, page, &found)
            if let next = another(behind: last, hit, page) { report(hit, next, next, distance: 3, page, &found) }
        }
        if let (_, last) = forward, let next = another(behind: last, hit, page) { report(hit, next, next, distance: 3, page, &found) }
        if forward == nil, hit.cue == .pin || hit.cue == .passcode, page.roles.contains(.enters) { entered(around: hit, page, &found) }
    }

    /// "4821 pin 4822 pin": what stands behind the cue stands right before another of its kind, which has nothing behind it.
    private static func isAnothers(_ last: Int, of hit: CueHit, at place: Int, _ page: borrowing Page) -> Bool {
        guard place + 1 < page.cueCount, page.cues[place + 1].cue == hit.cue else { return false }
        return Int(page.cues[place + 1].first) == Int(page.groups[last].lastToken) + 1
    }

    /// "… as the code and then another, 482913", "two codes, 482913 and 553109": a second code as long as the first.
    private static func another(behind last: Int, _ hit: CueHit, _ page: borrowing Page) -> Int? {
        let next = last + 1
        guard hit.cue == .oneTimeCode || hit.cue == .bareCode || hit.cue == .securityCode, next < page.groupCount,
            !page.groups[next].isUnfit, page.groups[next].digitCount == 6, page.groups[last].digitCount == 6,
            !page.isMeasure(groups: next, next)
        else { return nil }
        let from = max(Int(page.groups[last].lastToken), Int(hit.last))
        let to = Int(page.groups[next].firstToken)
        guard 2...5 ~= to - from else { return nil }
        var isJoined = false
        for token in from + 1...to {
            if !page.tokens[token].gap.isDisjoint(with: [.mark, .currency, .sentenceEnd, .newline]) { return nil }
            guard token < to else { break }
            guard page.isConnector(token) || page.has(.conjunction, token) || page.has(.disowns, token), !page.tokens[token].isCue else {
                return nil
            }
            if page.has(.conjunction, token) { isJoined = true }
        }
        return isJoined ? next : nil
    }

    /// "change my pin from 4618 to 0510": the new one behind the old.
    private static func replacement(behind last: Int, _ hit: CueHit, _ lengths: ClosedRange<Int>, _ page: borrowing Page) -> (Int, Int)? {
        let next = last + 1
        guard hit.cue == .pin || hit.cue == .passcode, next < page.groupCount, !page.groups[next].isUnfit,
            page.groups[next].digitCount == page.groups[last].digitCount, lengths.contains(Int(page.groups[next].digitCount))
        else { return nil }
        let (from, to) = (Int(page.groups[last].lastToken), Int(page.groups[next].firstToken))
        guard to - from == 2, page.has(.towards, from + 1), page.tokens[to].gap.isDisjoint(with: [.mark, .currency]),
            page.tokens[to - 1].gap.isDisjoint(with: [.mark, .sentenceEnd]), !page.isMeasure(groups: next, next)
        else { return nil }
        return (next, next)
    }

    /// "my pin is 4618, my wife's is 0510": somebody else's, or that of another card, behind the first.
    private static func others(behind last: Int, _ hit: CueHit, _ page: borrowing Page) -> (Int, Int)? {
        let next = last + 1
        guard hit.cue == .pin || hit.cue == .passcode, next < page.groupCount, !page.groups[next].isUnfit, page.groups[next].digitCount > 3,
            page.groups[next].digitCount == page.groups[last].digitCount, !page.isMeasure(groups: next, next)
        else { return nil }
        let (from, to) = (Int(page.groups[last].lastToken), Int(page.groups[next].firstToken))
        guard 2...7 ~= to - from, page.has(.copula, to - 1) || page.has(.owner, to - 1) || page.isOne(to - 1) else { return nil }
        var isAnothers = false
        for token in from + 1...to {
            if !page.tokens[token].gap.isDisjoint(with: [.mark, .currency]) { return nil }
            guard token < to else { break }
            if page.has(.owner, token) || page.isOne(token) || page.isShortIs(token) { isAnothers = true }
            let isSmall =
                page.has(.connector, token) || page.has(.conjunction, token) || page.has(.owner, token) || page.has(.disowns, token)
                || page.isOne(token) || page.isShortIs(token)
            // "my wife's"
            guard isSmall || token + 1 < to && page.isShortIs(token + 1) || page.has(.owner, token - 1) else { return nil }
            if page.tokens[token].isCue, !page.has(.connector, token) { return nil }
        }
        return isAnothers ? (next, next) : nil
    }

    /// "tried 4408 for this card", "tried 3 times: 9498, 6485, 8521": what somebody typed where the message speaks of a PIN.
    private static func entered(around hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        for token in max(0, Int(hit.first) - 14)..<min(page.tokenCount, Int(hit.last) + 15) where page.has(.enters, token) {
            var group = page.firstGroup(from: token + 1)
            // "3 times"
            if group < page.groupCount, page.groups[group].digitCount < 4, page.isMeasure(groups: group, group) { group += 1 }
            var token = token
            while group < page.groupCount, isEntered(group, behind: token, page) {
                report(hit, group, group, distance: 4, page, &found)
                token = Int(page.groups[group].lastToken)
                group += 1
            }
        }
    }

    /// Four figures that stand by themselves behind few small words.
    private static func isEntered(_ group: Int, behind token: Int, _ page: borrowing Page) -> Bool {
        let first = Int(page.groups[group].firstToken)
        guard page.groups[group].digitCount == 4, !page.groups[group].isUnfit, first - token <= 5, !page.isMeasure(groups: group, group),
            !page.continues(behindGroup: group) || page.groups[group + 1].link == .filler
                || page.groups[group + 1].flags & Folds.numberWords != 0 && page.isMeasure(groups: group + 1, group + 1)
                || page.groups[group + 1].separator != UInt8(ascii: "-")
                    && page.groups[group + 1].separator != UInt8(ascii: " ") && page.groups[group + 1].separator != UInt8(ascii: ".")
        else { return false }
        for between in token + 1...first {
            let gap = page.tokens[between].gap
            if gap.contains(.mark) || gap.contains(.currency) || gap.contains(.sentenceEnd) { return false }
            guard between < first else { break }
            let isSmall =
                page.has(.connector, between) || page.has(.countedThing, between) || page.has(.conjunction, between)
                || page.has(.filler, between) || page.tokens[between].kind == .digits && page.tokens[between].count <= 2
            // "on", "in", "since": a date or a place follows.
            guard isSmall, !page.tokens[between].isCue || page.has(.connector, between), !page.has(.preposition, between) else {
                return false
            }
        }
        return true
    }

    /// The number behind a cue, if the words between lead to it. One longer number, such as the card's, may stand between.
    private static func forward(_ hit: CueHit, _ lengths: ClosedRange<Int>, _ page: borrowing Page) -> (Int, Int)? {
        // "code":8076 is a field of a program's answer.
        if hit.cue == .bareCode, page.isField(Int(hit.last)) { return nil }
        var group = page.firstGroup(from: Int(hit.last) + 1)
        while group < page.groupCount {
            let token = Int(page.groups[group].firstToken)
            guard token - Int(hit.last) <= 12 else { return nil }
            // Whole numbers of other kinds are stepped over.
            if page.groups[group].isClaimed {
                group += 1
                continue
            }
            if page.groups[group].isUnfit { return nil }
            // "the pin I have used for twenty years is 4821"
            if hit.cue == .pin || hit.cue == .passcode, page.groups[group].digitCount <= 2, group + 1 < page.groupCount,
                page.isMeasure(groups: group, group)
            {
                group += 1
                continue
            }
            // "mon pin est très secret : 4821": a word that is a number in another language.
            if page.groups[group].digitCount <= 2, page.groups[group].flags & Folds.numberWords != 0, group + 1 < page.groupCount,
                page.groups[group + 1].link == .none, page.groups[group].firstToken == page.groups[group].lastToken
            {
                group += 1
                continue
            }
            // "it came to us at number 1403"
            if token > 1, page.has(.numbering, token - 1), page.isWord(token - 2, "at") { return nil }
            if let end = page.end(ofForeignRun: group) {
                group = end
                continue
            }
            // "pin for my card ending 1234 is 4821"
            if page.cue(before: token, reach: 0, { $0 == .cardEnding }) != nil, group + 1 < page.groupCount,
                let last = value(at: group + 1, lengths, page), token - Int(hit.last) <= 6,
                case let next = Int(page.groups[group + 1].firstToken), next == token + 2, page.has(.copula, token + 1)
            {
                return page.isMeasure(groups: group + 1, last) ? nil : (group + 1, last)
            }
            guard let last = value(at: group, lengths, page), !isFragment(hit.cue, group, last, page),
                page.leads(from: Int(hit.last), to: prefixed(token, page), reach: 9, overPhrases: true)
                    || isSaidAnew(hit, group, token, page) || isDelivered(hit, group, token, page) || isToldOn(hit, group, token, page)
            else { return nil }
            return page.isMeasure(groups: group, last) ? nil : (group, last)
        }
        return nil
    }

    /// "my pin is blocked, I think it was 4821": whatever is said before, the thing named is said to be these few figures.
    private static func isSaidAnew(_ hit: CueHit, _ group: Int, _ token: Int, _ page: borrowing Page) -> Bool {
        guard hit.cue == .pin || hit.cue == .passcode, page.groups[group].digitCount == 4, token - Int(hit.last) <= 11,
            token - Int(hit.last) > 2, page.has(.copula, token - 1) || page.isShortIs(token - 1),
            page.has(.pronoun, token - 2) || page.has(.pronoun, token - 1) && page.has(.copula, token - 1)
        else { return false }
        for between in Int(hit.last) + 1...token {
            if page.tokens[between].gap.contains(.mark) || page.tokens[between].gap.contains(.currency) { return false }
            if between < token, page.tokens[between].isCue, !page.has(.connector, between) { return false }
        }
        return true
    }

    /// "new pin came in the post 4821": behind how it was sent, and no year.
    private static func isDelivered(_ hit: CueHit, _ group: Int, _ token: Int, _ page: borrowing Page) -> Bool {
        guard hit.cue == .pin || hit.cue == .passcode, page.groups[group].digitCount == 4, page.tokens[token].kind == .digits,
            2...9 ~= token - Int(hit.last), !page.has(.preposition, token - 1),
            !page.has(.numbering, token - 1), !page.isWord(token - 1, "dated"), !page.isWord(token - 1, "ref")
        else { return false }
        let first = Int(page.groups[group].digitStart)
        let lead = page.digits[first].value * 10 + page.digits[first + 1].value
        let isYear = 19...20 ~= lead && !page.tokens[token].gap.contains(.visible)
        var isSent = false
        for between in Int(hit.last) + 1...token {
            if !page.tokens[between].gap.isDisjoint(with: [.mark, .currency, .sentenceEnd, .newline]) { return false }
            guard between < token else { break }
            if page.tokens[between].isCue, !page.has(.connector, between) { return false }
            if page.has(.denies, between) || page.tokens[between].kind != .letters { return false }
            if page.has(.delivery, between) || page.isSending(between) { isSent = true }
        }
        return isSent && !isYear
    }

    /// "he asked for the code and I told him 482913": as many figures as such a code has, right behind the verb.
    private static func isToldOn(_ hit: CueHit, _ group: Int, _ token: Int, _ page: borrowing Page) -> Bool {
        let size = page.groups[group].digitCount
        guard hit.cue == .oneTimeCode || hit.cue == .bareCode ? size == 6 : hit.cue == .securityCode && size == 3,
            token - Int(hit.last) <= 10, token - 2 > Int(hit.last), page.tokens[token].kind == .digits
        else { return false }
        var verb = token - 1
        while verb > Int(hit.last) + 1, token - verb <= 2, page.isConnector(verb), !page.isTelling(verb) { verb -= 1 }
        guard page.isTelling(verb), page.has(.speaker, verb - 1) else { return false }
        return (Int(hit.last) + 1...token).allSatisfy {
            page.tokens[$0].gap.isDisjoint(with: [.mark, .currency, .newline]) && ($0 == token || !page.has(.denies, $0))
        }
    }

    /// "G-482913": the letter belongs to the code's sender.
    private static func prefixed(_ token: Int, _ page: borrowing Page) -> Int {
        guard token > 0, page.tokens[token].gapLength == 1, page.tokens[token].separator == UInt8(ascii: "-") else { return token }
        return page.tokens[token - 1].kind == .letters && page.tokens[token - 1].count == 1 ? token - 1 : token
    }

    /// The number before a cue: "4821 is my pin", "4821 (pin)".
    private static func backward(
        _ hit: CueHit, _ lengths: ClosedRange<Int>, _ page: borrowing Page, isAlone: Bool
    ) -> (Int, Int)? {
        let behind = page.firstGroup(from: Int(hit.first))
        guard behind > 0 else { return nil }
        let last = behind - 1
        let from = Int(page.groups[last].lastToken)
        let distance = Int(hit.first) - from - 1
        guard distance <= 4 else { return nil }
        guard !page.groups[last].isUnfit else { return nil }
        for token in from + 1...Int(hit.first) {
            if !page.tokens[token].gap.isDisjoint(with: [.mark, .sentenceEnd]) { return nil }
            if page.tokens[token].gap.contains(.newline), token > from + 1 || !page.has(.copula, token) { return nil }
            // "is your Northbridge verification code"
            let isName = hit.cue == .oneTimeCode && page.tokens[token].word == 0 && page.has(.copula, from + 1) && token > from + 2
            if token < Int(hit.first), !isName, !page.has(.connector, token) || page.tokens[token].isCue { return nil }
        }
        if distance == 0 {
            // "4821 pin" and "4821 (pin)" but not the end of a longer thing.
            guard hit.cue != .bareCode, isAlone else { return nil }
        } else if !(from + 1..<Int(hit.first)).contains(where: { page.has(.copula, $0) }) {
            // "4821 as my pin", "555 for the cvv"
            let isOwned = (from + 1..<Int(hit.first)).contains { page.has(.disowns, $0) || page.has(.addresses, $0) || page.isAs($0) }
            guard isAlone, isOwned || page.tokens[from + 1].gap.contains(.copula) else { return nil }
        }
        var first = last
        var total = Int(page.groups[last].digitCount)
        while page.groups[first].link != .none, total < lengths.upperBound {
            guard first > 0, !page.groups[first - 1].isUnfit else { break }
            let size = Int(page.groups[first - 1].digitCount)
            guard total < lengths.lowerBound || size == Int(page.groups[last].digitCount), total + size <= lengths.upperBound else { break }
            first -= 1
            total += size
        }
        // The end of a date or of a longer number: "2024-05-17 auth code".
        if page.groups[first].link == .tight, page.groups[first].separator == UInt8(ascii: "-"), first > 0 { return nil }
        guard lengths.contains(total), page.groups[first].link == .none || total >= lengths.lowerBound else { return nil }
        if isFragment(hit.cue, first, last, page) { return nil }
        // Already another cue's value: "cvv 123, pin".
        if page.cue(before: Int(page.groups[first].firstToken), reach: 2, { claims($0) }) != nil { return nil }
        return page.isMeasure(groups: first, last) ? nil : (first, last)
    }

    private static func claims(_ cue: Cue) -> Bool { CueSet.elsewhere.contains(cue) || cue == .cardEnding || lengths(cue) != nil }

    /// The groups from one on that make up a value: one group, or small ones put together to the end of their run.
    private static func value(at group: Int, _ lengths: ClosedRange<Int>, _ page: borrowing Page) -> Int? {
        let size = Int(page.groups[group].digitCount)
        let continues = group + 1 < page.groupCount && page.groups[group + 1].link != .none
        if lengths.contains(size) && (!continues || size >= 4 || lengths.lowerBound == 3 && Int(page.groups[group + 1].digitCount) != size)
        {
            if !continues || !(size == 4 && lengths.upperBound == 8 && isPair(group, page)) { return group }
        }
        var total = 0
        var place = group
        var best: Int?
        while place < page.groupCount, place == group || page.groups[place].link != .none {
            // A sentence or a line break after enough digits ends the value.
            if let best, place > group {
                let gap = page.tokens[Int(page.groups[place].firstToken)]
                if gap.gap.contains(.sentenceEnd) || gap.gap.contains(.newline) { return best }
            }
            let next = page.groups[place]
            if next.isUnfit { break }
            total += Int(next.digitCount)
            if total > lengths.upperBound { break }
            if lengths.contains(total) { best = place }
            place += 1
        }
        return best
    }

    /// Whether what a security code's cue leads to is a piece of one longer number, such as a serial number: a code stands by itself.
    private static func isFragment(_ cue: Cue, _ first: Int, _ last: Int, _ page: borrowing Page) -> Bool {
        guard cue == .securityCode else { return false }
        func continues(_ group: Int) -> Bool {
            page.groups[group].link == .tight && (last > first || page.groups[group].separator == UInt8(ascii: "-"))
        }
        var (start, end) = (first, last)
        while start > 0, continues(start), first - start < 8 { start -= 1 }
        while end + 1 < page.groupCount, continues(end + 1), end - last < 8 { end += 1 }
        var digits = 0
        for group in start...end { digits += Int(page.groups[group].digitCount) }
        return digits > 8
    }

    /// Two groups of four and no more: an eight-digit code.
    private static func isPair(_ group: Int, _ page: borrowing Page) -> Bool {
        page.groups[group + 1].digitCount == 4 && (group + 2 == page.groupCount || page.groups[group + 2].link == .none)
    }

    /// Whether a code of four digits is meant that stands on a card of fifteen.
    private static func isCodeOfAmex(_ hit: CueHit, _ page: borrowing Page, _ found: borrowing Candidates) -> Bool {
        guard hit.last - hit.first == 2 else { return false }
        return found.all.contains { $0.dataClass == .cardPAN && $0.digitCount == 15 }
    }

    /// "my passcode"
    private static func isOwned(_ hit: CueHit, _ page: borrowing Page) -> Bool {
        let first = Int(hit.first)
        return first > 0 && page.has(.speaker, first - 1)
            || page.hasBehind(.speaker, Int(hit.last), reach: 1)
    }

    private static func report(
        _ hit: CueHit, _ first: Int, _ last: Int, distance: Int, _ page: borrowing Page, _ found: inout Candidates
    ) {
        var total = 0
        for place in first...last { total += Int(page.groups[place].digitCount) }
        let dataClass: DataClass
        var level: Level = distance <= 3 ? .certain : .likely
        switch hit.cue {
        case .securityCode: dataClass = total <= 4 ? .cardCVV : .credentialOTP
        case .passcode where page.roles.contains(.delivery) && page.hasBehind(.delivery, Int(hit.last), reach: 4):
            dataClass = .credentialOTP
        // "The passcode your lady told me to read out": six figures that somebody wants to hear were sent.
        case .passcode where total == 6 && page.hasBehind(.asks, Int(hit.last), reach: 8): dataClass = .credentialOTP
        // "got the passcode 284047": nobody's own.
        case .passcode where total >= 6 && hit.first == hit.last && !isOwned(hit, page): dataClass = .credentialOTP
        // "amex: 3714 …, four digit code 3530"
        case .pin where total == 4 && isCodeOfAmex(hit, page, found): dataClass = .cardCVV
        case .pin, .passcode: dataClass = .credentialPIN
        case .bareCode:
            dataClass = .credentialOTP
            let isSent = page.roles.contains(.delivery)
            let follows = distance > 0 || page.tokens[Int(page.groups[first].firstToken)].gap.contains(.copula)
            let isMeant =
                total == 6 && hit.first > 0 && (page.has(.article, Int(hit.first) - 1) || page.has(.addresses, Int(hit.first) - 1))
            // "Code 553109 funktioniert nicht, TAN abgelaufen"
            // "code 482913"
            // "use code 482913 to sign in"
            // "code 482913 says expired", but no "dealer code 482913"
            let isPlain =
                total == 6 && distance == 0 && hit.last < page.groups[first].firstToken
                && (hit.first == 0 || page.tokens[Int(hit.first) - 1].word != 0 && !page.has(.reference, Int(hit.first) - 1)
                    || page.tokens[Int(hit.first)].gap.contains(.visible))
            let isForEntry = total == 6 && page.isForEntry(behind: Int(page.groups[last].lastToken))
            // "use code 482913 to get 10% off"
            let behind = Int(page.groups[last].lastToken) + 1
            let isForElse = !isForEntry && behind < page.tokenCount && page.isWord(behind, "to")
            let isNamed = isForEntry || total == 6 && (page.cueBits & Cue.oneTimeCode.bit != 0 || hit.first == 0 && page.tokenCount <= 4)
            level = isMeant || isNamed || isPlain && !isForElse || 5...8 ~= total && follows || isSent && total >= 4 ? .likely : .possible
        // "auth code 482913 on the receipt": of a payment.
        case .oneTimeCode where page.isOnReceipt(behind: Int(page.groups[last].lastToken)): return
        default: dataClass = .credentialOTP
        }
        found.add(
            dataClass, page.start(ofGroup: first), page.end(ofGroup: last), level, weight: 35 - distance,
            flags: page.flags(ofGroups: first, last), digits: total, Reasons(.format, .cue(hit.cue, distance: distance)))
    }
}

extension Page {
    /// "on the receipt", "on my till slip", within a few words.
    fileprivate func isOnReceipt(behind token: Int) -> Bool {
        let words: [StaticString] = ["receipt", "slip", "till", "terminal", "beleg", "ticket", "recibo", "kassenbon"]
        return (token + 1..<min(token + 6, tokenCount)).contains { place in
            words.contains { isWord(place, $0) } && tokens[place].gap.isDisjoint(with: [.sentenceEnd, .newline])
        }
    }

    /// "came", "arrived", "posted".
    fileprivate func isSending(_ token: Int) -> Bool {
        let words: [StaticString] = ["came", "arrived", "post", "posted", "letter", "mail", "issued", "delivered", "courrier", "correo"]
        return words.contains { isWord(token, $0) }
    }

    /// "told", "gave".
    fileprivate func isTelling(_ token: Int) -> Bool {
        let words: [StaticString] = ["told", "gave", "said", "read", "put", "typed", "entered", "sent", "texted"]
        return words.contains { isWord(token, $0) }
    }

    /// A name in quotes with a colon right behind.
    fileprivate func isField(_ token: Int) -> Bool {
        let (start, end) = (Int(tokens[token].start), Int(tokens[token].end))
        return start > 0 && end + 1 < unitCount && units[start - 1].byte == UInt8(ascii: "\"") && units[end].byte == UInt8(ascii: "\"")
            && units[end + 1].byte == UInt8(ascii: ":")
    }
}
