extension Detector {
    /// UK sort codes and account numbers. Neither has a checksum that may be shipped, so each needs a cue, the other one, or the
    /// 12-34-56 form in a message about payments.
    static let bankAccount = Detector(
        classes: [.ukSortCode, .ukAccountNumber],
        finds: [
            Example("sort code 20-00-00 account 55779911", .ukSortCode, "20-00-00"),
            Example("sort code 20-00-00 account 55779911", .ukAccountNumber, "55779911"),
            Example("please pay 40 47 84 / 7087 2490, bank details as asked", .ukAccountNumber, "7087 2490"),
            Example("my account number is 31926819", .ukAccountNumber, "31926819"),
            Example("the sort code's 309634", .ukSortCode, "309634"),
            Example("acc no: 12 34 56 78", .ukAccountNumber, "12 34 56 78"),
            Example("s/c 07-01-16 a/c 34012583", .ukSortCode, "07-01-16"),
            Example("sort code is two oh, double oh, double oh", .ukSortCode, "two oh, double oh, double oh"),
            Example("the giving page shows 20-44-51 / 55779911. Donors ask", .ukAccountNumber, "55779911"),
            Example("sort 20-44-51, account 55779911. Two signatories.", .ukAccountNumber, "55779911"),
            Example("is 55779911 still open? sort 20-44-51, opened for the kids", .ukAccountNumber, "55779911"),
            Example("20-44-51 at the top and 55779911 along the bottom of the slip", .ukSortCode, "20-44-51"),
            Example("20-44-51 at the top and 55779911 along the bottom of the slip", .ukAccountNumber, "55779911"),
            Example("both overdrawn: 20-44-51 55779911 and 40-47-84 31926819", .ukAccountNumber, "55779911"),
        ],
        quietOn: [
            "my order number is 31926819", "tracking 40478470872490", "on 21-11-26 I paid £12.50", "ring 020 7946 0123 please",
            "the score was 12-34-56 in bingo", "invoice 12345678 dated 01-02-26", "what is the sort code for order 12345678?",
            "sort code? my claim 12345678 is open since 20260512",
        ],
        needs: .digits
    ) { page, found in
        guard page.groupCount > 0 else { return }
        var stretch = GroupStretch()
        for group in 0..<page.groupCount {
            // Nothing stands alone in the middle of many single digits.
            if page.groups[group].digitCount == 1, stretch.isInside(group, page, before: 14, behind: 14, atLeast: 64) { continue }
            BankAccount.search(at: group, page, &found)
        }
    }
}

private enum BankAccount {
    /// A number of six or eight digits over whole groups.
    struct Part {
        var first: Int
        var last: Int
        /// 12-34-56 with the same sign twice, 12345678 in one piece, or halves.
        var isCanonical: Bool
        var isDashed: Bool
    }

    static func search(at group: Int, _ page: borrowing Page, _ found: inout Candidates) {
        if let six = part(at: group, digits: 6, page) { sortCode(six, page, &found) }
        if let eight = part(at: group, digits: 8, page) { accountNumber(eight, page, &found) }
    }

    private static func part(at group: Int, digits: Int, _ page: borrowing Page) -> Part? {
        guard let last = page.segment(from: group, digits: digits) else { return nil }
        if group == last { return Part(first: group, last: last, isCanonical: true, isDashed: false) }
        let size = page.groups[group].digitCount
        var isUniform = size <= 4
        var separator = page.groups[group + 1].separator
        let isSpoken = page.groups[group].flags & Folds.numberWords != 0
        for place in group + 1...last {
            if page.groups[place].digitCount != size { isUniform = false }
            if page.groups[place].separator != separator { separator = 0 }
            // 12:34:56 is a time, 1,234,567 an amount.
            if page.groups[place].separator == UInt8(ascii: ":"), page.tokens[Int(page.groups[place].firstToken)].gapLength == 1,
                page.cue(before: Int(page.groups[group].firstToken), reach: 1, { $0 == .sortCode }) == nil
            {
                return nil
            }
            if page.groups[place].separator == UInt8(ascii: ","), !isSpoken, size > 1, digits != 8 || size != 4 || last > group + 1 {
                return nil
            }
        }
        let isCanonical = isSpoken || (isUniform && (digits == 8 || size <= 2)) || (digits == 8 && size == 2)
        return Part(first: group, last: last, isCanonical: isCanonical, isDashed: separator == UInt8(ascii: "-") && size == 2)
    }

    /// Whether no digits hang on before or after, other than the partner's.
    private static func standsAlone(_ part: Part, _ page: borrowing Page, partnerBefore: Bool, partnerAfter: Bool) -> Bool {
        // In 20-00-00 the hyphens hold it together; another sign beside it does not.
        func isCut(_ group: Int) -> Bool { part.isDashed && page.groups[group].separator != UInt8(ascii: "-") }
        // "72376682. Two signatories": what is written in figures does not go on in words.
        let isWritten = page.groups[part.first].flags & Folds.numberWords == 0
        func isSpoken(_ group: Int) -> Bool {
            isWritten && group >= 0 && group < page.groupCount && page.groups[group].flags & Folds.numberWords != 0
        }
        let startsRun = page.groups[part.first].link == .none || partnerBefore || isCut(part.first) || isSpoken(part.first - 1)
        // "20-44-51 55779911 and 40-47-84 31926819"
        func isDashedSix(_ group: Int) -> Bool { group < page.groupCount && self.part(at: group, digits: 6, page)?.isDashed == true }
        let endsRun =
            !page.continues(behindGroup: part.last) || partnerAfter || isCut(part.last + 1) || isSpoken(part.last + 1)
            || isDashedSix(part.last + 1)
        return startsRun && endsRun
    }

    private static func sortCode(_ six: Part, _ page: borrowing Page, _ found: inout Candidates) {
        let cue = self.cue(of: six, page) { $0 == .sortCode }
        guard !page.isMeasure(groups: six.first, six.last, mayHaveSigns: cue != nil) else { return }
        let after = partner(after: six, digits: 8, page)
        let before = after == nil ? partner(before: six, digits: 8, page) : nil
        let isPaired = after != nil || before != nil
        let isLinkedBefore =
            page.groups[six.first].link == .none
            || self.cue(before: six.first, page) != nil
        // "company reg SC471695"
        if let cue, cue.distance == 0, page.cue(before: Int(page.groups[six.first].firstToken) - 1, reach: 1, { $0 == .other }) != nil {
            return
        }
        guard cue != nil || standsAlone(six, page, partnerBefore: before != nil || isLinkedBefore, partnerAfter: after != nil) else {
            return
        }
        guard cue != nil || six.isCanonical else { return }
        let talksMoney = page.roles.contains(.banking)
        var reasons = Reasons(.format)
        if let cue { reasons.append(cue.reason) }
        if isPaired { reasons.append(.pair(.ukAccountNumber)) }
        if talksMoney { reasons.append(.context) }
        var level: Level
        if cue != nil {
            level = six.isCanonical ? .certain : .likely
        } else if isPaired {
            // "54 80 07 and account 68802791"
            let isNamed = six.last == six.first + 2 && after.map { self.cue(before: $0.first, page) != nil } ?? false
            // "a page with 20-44-51 55779911": next to one another they are what they look like.
            let isOther = isReferenced(six, page) && !(six.isDashed && !isDate(six, page))
            level = isOther ? .possible : six.isDashed || talksMoney || isNamed ? .likely : .possible
        } else if six.isDashed {
            level = talksMoney && !isDate(six, page) && !isReferenced(six, page) ? .likely : .possible
        } else {
            return
        }
        if let partner = after ?? before, let isValid = agrees(six, partner, page) {
            reasons.append(isValid ? .checksum : .against(.modulus))
            if cue == nil { level = isValid ? max(level, .likely) : .possible }
        }
        found.add(
            .ukSortCode, page.start(ofGroup: six.first), page.end(ofGroup: six.last), level,
            weight: (cue == nil ? 0 : 30) + (isPaired ? 20 : 0), flags: disguises(six, page), digits: 6, reasons)
    }

    private static func accountNumber(_ eight: Part, _ page: borrowing Page, _ found: inout Candidates) {
        // "8287/4549", but only where something says so: "2023/2024" is a year.
        let mayHaveSlashes = eight.last == eight.first + 1 && page.groups[eight.first].digitCount == 4
        guard !page.isMeasure(groups: eight.first, eight.last, mayHaveSigns: mayHaveSlashes) else { return }
        let strong = cue(of: eight, page) { $0 == .accountNumber }
        let weak = strong == nil ? cue(of: eight, page) { $0 == .account } : nil
        let before = partner(before: eight, digits: 6, page)
        let after = before == nil ? partner(after: eight, digits: 6, page) : nil
        let isPaired = before != nil || after != nil
        let isBeside =
            strong == nil && weak == nil && !isPaired && page.cueBits & Cue.sortCode.bit != 0 && eight.first == eight.last
            && !isReferenced(eight, page) && !isYearMonthDay(eight, page)
        guard strong != nil || isPaired || isBeside || weak != nil && page.groups[eight.last].separator != UInt8(ascii: "/") else { return }
        guard
            standsAlone(
                eight, page, partnerBefore: before != nil || cue(before: eight.first, page) != nil, partnerAfter: after != nil)
        else { return }
        guard eight.isCanonical || strong != nil else { return }
        var reasons = Reasons(.format)
        if let cue = strong ?? weak { reasons.append(cue.reason) }
        var level = Level.possible
        if strong != nil {
            level = eight.isCanonical ? .certain : .likely
        } else if weak != nil {
            level = .likely
        } else if isBeside, hasSortCode(near: eight, page) {
            // "is 55779911 still open? sort 20-44-51"
            level = .likely
            reasons.append(.pair(.ukSortCode))
        }
        if let partner = before ?? after {
            reasons.append(.pair(.ukSortCode))
            let partnerHasCue = cue(of: partner, page) { $0 == .sortCode } != nil
            let talksMoney = page.roles.contains(.banking)
            if partnerHasCue {
                level = max(level, .certain)
            } else if partner.isDashed && !isDate(partner, page) || (partner.isDashed || talksMoney) && !isReferenced(partner, page) {
                level = max(level, .likely)
            }
        }
        if strong == nil, !isPaired, isReferenced(eight, page) { level = .possible }
        if let partner = before ?? after, let isValid = agrees(partner, eight, page) {
            reasons.append(isValid ? .checksum : .against(.modulus))
            if strong == nil { level = isValid ? max(level, .likely) : .possible }
        }
        found.add(
            .ukAccountNumber, page.start(ofGroup: eight.first), page.end(ofGroup: eight.last), level,
            weight: (strong == nil ? 0 : 30) + (weak == nil ? 0 : 10) + (isPaired ? 20 : 0), flags: disguises(eight, page), digits: 8,
            reasons)
    }

    /// What the operator's weight table says of the two together; nil without a table, or where it has no check.
    private static func agrees(_ six: Part, _ eight: Part, _ page: borrowing Page) -> Bool? {
        guard let weights = page.weights else { return nil }
        switch weights.check(sortCode: values(six, page), account: values(eight, page)) {
        case .valid: return true
        case .invalid: return false
        case .notPossible: return nil
        }
    }

    private static func values(_ part: Part, _ page: borrowing Page) -> [UInt8] {
        var values: [UInt8] = []
        for group in part.first...part.last {
            let start = Int(page.groups[group].digitStart)
            for offset in 0..<Int(page.groups[group].digitCount) { values.append(page.digits[start + offset].value) }
        }
        return values
    }

    private static func disguises(_ part: Part, _ page: borrowing Page) -> UInt16 {
        page.flags(ofGroups: part.first, part.last)
    }

    /// A cue that leads to the part from before, or stands right behind it.
    private static func cue(of part: Part, _ page: borrowing Page, _ accepts: (Cue) -> Bool) -> NearCue? {
        guard page.cueCount > 0 else { return nil }
        let first = Int(page.groups[part.first].firstToken)
        if let near = page.cue(before: first, reach: 8, accepts), page.leads(from: first - near.distance - 1, to: first, reach: 8) {
            return near
        }
        // "my sort code has changed, it used to be 12 02 12": three pairs behind the verb, and nothing else named between.
        if part.last == part.first + 2, page.groups[part.first].digitCount == 2, first > 0,
            page.has(.copula, first - 1) || page.isBe(first - 1),
            let near = page.cue(before: first, reach: 9, { _ in true }), accepts(near.cue), near.distance > 1
        {
            return near
        }
        // "sort code then account number ok: 05-81-01": three pairs can only be the sort code.
        if part.isDashed, part.last == part.first + 2, let near = page.cue(before: first, reach: 6, accepts),
            (first - near.distance..<first).allSatisfy({ page.isConnector($0) || page.tokens[$0].isCue })
        {
            return near
        }
        let last = Int(page.groups[part.last].lastToken)
        if let near = page.cue(after: last, reach: 6, accepts), near.distance > 0, leadsBack(last, near.distance, page),
            near.distance <= 4 || first > 0 && page.has(.copula, first - 1)
        {
            return near
        }
        // "55779911 account number": the name right behind, with nothing of its own.
        if let near = page.cue(after: last, reach: 0, accepts), near.cue == .accountNumber || near.cue == .sortCode,
            page.tokens[last + 1].gap.isDisjoint(with: [.mark, .sentenceEnd, .newline]),
            page.cue(before: first, reach: 3, { _ in true }) == nil
        {
            let behind = page.firstGroup(from: last + 1)
            if behind == page.groupCount || Int(page.groups[behind].firstToken) - last > 6 { return near }
        }
        return nil
    }

    /// Whether a cue stands between the group before and this one, so that the link between them means nothing.
    private static func cue(before group: Int, _ page: borrowing Page) -> NearCue? {
        page.cue(before: Int(page.groups[group].firstToken), reach: 0) { $0 == .sortCode || $0 == .accountNumber || $0 == .account }
    }

    private static func leadsBack(_ last: Int, _ distance: Int, _ page: borrowing Page) -> Bool {
        for token in last + 1...last + distance {
            if page.tokens[token].gap.contains(.sentenceEnd) || page.tokens[token].kind != .letters { return false }
        }
        if page.has(.copula, last + 1) || page.has(.addresses, last + 1) || page.has(.disowns, last + 1) { return true }
        // "is 60-17-43 still a Whitby branch sort code"
        return page.has(.connector, last + 1) && distance > 1 && (page.has(.addresses, last + 2) || page.has(.disowns, last + 2))
    }

    /// The account number that follows a sort code, or the other way round: next in the run, or after a cue or connecting words.
    private static func partner(after part: Part, digits: Int, _ page: borrowing Page) -> Part? {
        let next = part.last + 1
        guard next < page.groupCount,
            page.groups[next].link != .none || isNear(part.last, next, page) || isTold(part, before: next, page),
            let partner = self.part(at: next, digits: digits, page), partner.isCanonical
        else { return nil }
        let end = partner.last + 1
        let isCut =
            end == page.groupCount || page.groups[end].link == .none || page.groups[end].isLettersOnly
            || page.groups[end].flags & Folds.numberWords != page.groups[partner.last].flags & Folds.numberWords
            || self.part(at: end, digits: 6, page)?.isDashed == true
        return isCut || page.groups[end].digitCount > 2 ? partner : nil
    }

    private static func partner(before part: Part, digits: Int, _ page: borrowing Page) -> Part? {
        guard part.first > 0 else { return nil }
        guard page.groups[part.first].link != .none || isNear(part.first - 1, part.first, page) else {
            guard digits == 6, part.first >= 3, let six = self.part(at: part.first - 3, digits: 6, page), six.last == part.first - 1,
                isTold(six, before: part.first, page)
            else { return nil }
            return six
        }
        var first = part.first - 1
        var total = 0
        while first >= 0, !page.groups[first].isUnfit {
            total += Int(page.groups[first].digitCount)
            guard total <= digits else { return nil }
            if total == digits {
                guard page.groups[first].link == .none || digits == 6 && first > 0 && page.groups[first - 1].digitCount > 2,
                    let partner = self.part(at: first, digits: digits, page), partner.isCanonical
                else { return nil }
                return partner
            }
            first -= 1
        }
        return nil
    }

    /// "20-44-51 at the top and 55779911 along the bottom": three pairs that are no day, a few words, and eight figures in one piece.
    private static func isTold(_ six: Part, before next: Int, _ page: borrowing Page) -> Bool {
        guard six.isDashed, page.groups[next].digitCount == 8, !isDate(six, page) else { return false }
        let (from, to) = (Int(page.groups[six.last].lastToken), Int(page.groups[next].firstToken))
        guard to - from <= 7 else { return false }
        return (from + 1...to).allSatisfy { token in
            page.tokens[token].gap.isDisjoint(with: [.mark, .currency, .sentenceEnd]) && (token == to || !page.has(.reference, token))
        }
    }

    /// Whether three pairs with a name of their own stand within a few words of eight figures.
    private static func hasSortCode(near eight: Part, _ page: borrowing Page) -> Bool {
        let place = Int(page.groups[eight.first].firstToken)
        for group in max(0, eight.first - 6)..<min(page.groupCount, eight.last + 7) where group < eight.first || group > eight.last {
            guard abs(Int(page.groups[group].firstToken) - place) <= 14, let six = part(at: group, digits: 6, page), six.isCanonical,
                cue(of: six, page, { $0 == .sortCode }) != nil
            else { continue }
            return true
        }
        return false
    }

    /// "20260512"
    private static func isYearMonthDay(_ eight: Part, _ page: borrowing Page) -> Bool {
        let values = values(eight, page)
        let month = values[4] * 10 + values[5]
        let day = values[6] * 10 + values[7]
        return (values[0] == 1 && values[1] == 9 || values[0] == 2 && values[1] == 0) && 1...12 ~= month && 1...31 ~= day
    }

    /// Whether a few connecting words or cues of this kind, and nothing else, stand between two groups.
    private static func isNear(_ left: Int, _ right: Int, _ page: borrowing Page) -> Bool {
        let from = Int(page.groups[left].lastToken)
        let to = Int(page.groups[right].firstToken)
        guard to - from <= 9 else { return false }
        for token in from + 1...to {
            if page.tokens[token].gap.contains(.mark) || page.tokens[token].gap.contains(.currency) { return false }
            guard token < to else { break }
            if !has(page, token) { return false }
        }
        return true
    }

    private static func has(_ page: borrowing Page, _ token: Int) -> Bool {
        page.has(.connector, token) || page.has(.banking, token) || page.has(.filler, token) || page.isShortIs(token)
            || page.tokens[token].isCue
                && !page.has(.reference, token)
    }

    /// Whether a word that has a reference of its own stands right before.
    private static func isReferenced(_ part: Part, _ page: borrowing Page) -> Bool {
        page.cue(before: Int(page.groups[part.first].firstToken), reach: 3) { CueSet.elsewhere.contains($0) } != nil
    }

    /// Whether 21-11-26 reads as day, month and year, or the other way round.
    private static func isDate(_ six: Part, _ page: borrowing Page) -> Bool {
        var values: [Int] = []
        for place in six.first...six.last {
            let start = Int(page.groups[place].digitStart)
            guard page.groups[place].digitCount == 2 else { return false }
            values.append(Int(page.digits[start].value) * 10 + Int(page.digits[start + 1].value))
        }
        guard values.count == 3 else { return false }
        let dayFirst = 1...31 ~= values[0] && 1...12 ~= values[1]
        let monthFirst = 1...12 ~= values[0] && 1...31 ~= values[1]
        let yearFirst = 1...12 ~= values[1] && 1...31 ~= values[2] && values[0] <= 40
        return dayFirst || monthFirst || yearFirst
    }
}
