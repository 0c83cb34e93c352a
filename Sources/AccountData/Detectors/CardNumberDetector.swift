extension Detector {
    /// Card numbers: Luhn, an issuer's prefix with a length it gives out, and whole groups of digits.
    static let cardNumber = Detector(
        // A card's number leads to its code as well.
        classes: [.cardPAN, .cardCVV],
        finds: [
            Example("my card 4111 1111 1111 1111 was declined", .cardPAN, "4111 1111 1111 1111"),
            Example("why did 5105 1051 0510 5100 get refused at the till", .cardPAN, "5105 1051 0510 5100"),
            Example("amex 3782-822463-10005", .cardPAN, "3782-822463-10005"),
            Example("4111111111111111", .cardPAN, "4111111111111111"),
            Example("４１１１ １１１１ １１１１ １１１１ please", .cardPAN, "４１１１ １１１１ １１１１ １１１１"),
            Example(
                "it is four one one one, double one double one, treble one one, one one one one", .cardPAN,
                "four one one one, double one double one, treble one one, one one one one"),
            Example("4lll llll 1111 1111 is the long number", .cardPAN, "4lll llll 1111 1111"),
            Example("card 4111 then 1111 then 1111 and 1111", .cardPAN, "4111 then 1111 then 1111 and 1111"),
            Example("card backwards: 0015 0150 1501 5015", .cardPAN, "0015 0150 1501 5015"),
        ],
        quietOn: [
            "the parcel with my reader is 7712 9934 0012 5518, still nothing",
            "voucher 4539 1488 0343 6466 does not work",
            "order 20261121231000 at 1732226400000",
            "commit 4111111111111111abcdef and id 4111-1111-1111-1111-aaaa is not a card",
            "call me on +49 1512 3456 789",
        ],
        needs: .digits
    ) { page, found in
        var run = CardNumberSearch(isReversed: page.roles.contains(.reversal) || page.readsFromRight)
        var stretch = GroupStretch()
        for group in 0..<page.groupCount {
            // Digit by digit over many lines: only what begins or ends such a stretch can be a number.
            if page.groups[group].digitCount == 1, stretch.isInside(group, page, before: 1, behind: 19, atLeast: 64) { continue }
            run.search(from: group, page, &found)
        }
    }
}

/// Tries every stretch of groups that begins at one group and has 12 to 19 digits.
private struct CardNumberSearch {
    /// Twice a digit, its own digits added.
    @inline(__always)
    private static func doubled(_ digit: Int) -> Int { digit < 5 ? 2 * digit : 2 * digit - 9 }

    /// The message says that a number is written from its end.
    let isReversed: Bool

    private struct Match {
        var last: Int
        var issuer: Issuer
        var count: Int
        var isCanonical: Bool
        var isReversed = false
    }

    mutating func search(from first: Int, _ page: borrowing Page, _ found: inout Candidates) {
        guard page.groups[first].digitCount <= 19 else { return }
        let backwards = isReversed
        // No issuer's numbers begin with another digit.
        let lead = page.digits[Int(page.groups[first].digitStart)].value
        guard backwards || 2...6 ~= lead, !continuesDecimal(first, page) else { return }
        var digits: (count: Int, even: Int, odd: Int, letters: Int, leet: Bool) = (0, 0, 0, 0, false)
        var prefix = 0
        var issuer: (issuer: Issuer, lengths: UInt32)?
        var best: Match?
        var place = first
        while place < page.groupCount {
            let group = page.groups[place]
            if place > first, group.link == .none { break }
            guard digits.count + Int(group.digitCount) <= 19 else { break }
            // "4111 1111 1111 1111 plus one two three": figures do not go on in words.
            if let best, best.isCanonical, group.link == .filler, group.flags & Folds.numberWords != 0,
                page.groups[first].flags & Folds.numberWords == 0
            {
                break
            }
            for offset in 0..<Int(group.digitCount) {
                let value = Int(page.digits[Int(group.digitStart) + offset].value)
                // Whether a place is doubled depends on its distance from the end, so both sums are kept.
                if digits.count & 1 == 0 {
                    digits.even += Self.doubled(value)
                    digits.odd += value
                } else {
                    digits.even += value
                    digits.odd += Self.doubled(value)
                }
                digits.count += 1
                if digits.count <= 4 { prefix = prefix * 10 + value }
                if digits.count == 4 {
                    issuer = Issuer.of(prefix: prefix)
                    if issuer == nil, !backwards { return }
                }
            }
            digits.letters += Int(group.letters)
            if digits.count >= 12, digits.letters * 5 <= digits.count * 3 {
                let sum = digits.count & 1 == 0 ? digits.even : digits.odd
                if let issuer, issuer.lengths & (1 << UInt32(digits.count)) != 0, sum % 10 == 0 {
                    let match = Match(
                        last: place, issuer: issuer.issuer, count: digits.count,
                        isCanonical: isCanonical(first, place, digits.count, page))
                    if best == nil || match.isCanonical || !(best?.isCanonical ?? false) { best = match }
                } else if backwards, best == nil, let issuer = reversedIssuer(first, place, digits.count, page) {
                    best = Match(last: place, issuer: issuer, count: digits.count, isCanonical: true, isReversed: true)
                }
            }
            place += 1
        }
        if let best { report(best, from: first, page, &found) }
    }

    private func report(_ match: Match, from first: Int, _ page: borrowing Page, _ found: inout Candidates) {
        let groups = page.groups
        let startsRun = groups[first].link == .none || groups[first].linkFlags & Folds.filler != 0
        let endsRun = match.last + 1 == page.groupCount || groups[match.last + 1].link == .none
        let cue =
            page.cue(before: Int(groups[first].firstToken), reach: 12) { $0 == .cardNumber }
            ?? page.cue(after: Int(groups[match.last].lastToken), reach: 6) { $0 == .cardNumber }
        var reasons = Reasons(.format, .checksum, .issuer(match.issuer))
        var level: Level
        switch (match.isCanonical, startsRun && endsRun) {
        case (true, true): level = .certain
        case (true, false): level = .likely
        case (false, true): level = .likely
        case (false, false):
            level = .possible
            reasons.append(.against(.longerRun))
        }
        if match.count == 13 && match.issuer == .visa || match.count < 14 && match.issuer == .maestro {
            // Few are left: one that is grouped as cards are, or that somebody took the trouble to hide, is meant as one.
            let isMeant =
                match.isCanonical && startsRun && endsRun
                && (match.last == first + 3 || Folds.isDeliberate(page.flags(ofGroups: first, match.last)))
            level = isMeant ? min(level, .likely) : .possible
        }
        let before = page.tokens[Int(groups[first].firstToken)]
        if before.gap.contains(.blocker), before.start > 0, page.units[Int(before.start) - 1].byte == UInt8(ascii: "+") {
            level = .possible
            reasons.append(.against(.phone))
        }
        if isEmbedded(first, match.last, page) {
            level = .possible
            reasons.append(.against(.reference))
        } else if let cue {
            level = match.isCanonical ? .certain : max(.likely, level)
            reasons.append(cue.reason)
        }
        var flags = page.flags(ofGroups: first, match.last)
        if match.isReversed { flags |= Folds.reversed }
        // Hyphens and spaces between whole groups are how cards are printed, not a disguise.
        found.add(
            .cardPAN, page.start(ofGroup: first), page.end(ofGroup: match.last), level,
            weight: 40 + (match.isCanonical ? 10 : 0) + (cue == nil ? 0 : 10) + match.count, flags: flags, digits: match.count, reasons)
    }

    /// Whether a single digit or number word does not go on from the group before: nothing links them, or that one is of another kind.
    private func standsApart(_ group: Int, _ page: borrowing Page) -> Bool {
        if page.groups[group].link == .none || page.groups[group].linkFlags & Folds.filler != 0 { return true }
        return page.groups[group].digitCount > 1 && page.groups[group - 1].digitCount == 1
            || page.groups[group].digitCount == 1 && page.groups[group - 1].digitCount > 1
                && page.groups[group - 1].flags & Folds.numberWords == 0
    }

    /// Groups as printed on cards, all alike, or in one piece, lost characters within it not counted.
    private func isCanonical(_ first: Int, _ last: Int, _ count: Int, _ page: borrowing Page) -> Bool {
        if first == last { return true }
        if (first + 1...last).allSatisfy({ page.groups[$0].separator == FoldedByte.replacement }) { return true }
        let size = page.groups[first].digitCount
        var isUniform = true
        var isSpoken = page.groups[first].flags & Folds.numberWords != 0
        for place in first...last {
            let group = page.groups[place]
            if group.flags & Folds.numberWords != 0 { isSpoken = true }
            if place < last, group.digitCount != size || size > 4 { isUniform = false }
            if place == last, group.digitCount > size { isUniform = false }
        }
        // Digit by digit, any stretch looks regular: only the whole run counts.
        if isSpoken || size == 1 { return standsApart(first, page) && (last + 1 == page.groupCount || standsApart(last + 1, page)) }
        if isUniform { return true }
        let sizes = (first...last).map { Int(page.groups[$0].digitCount) }
        return sizes == [4, 6, 5] || sizes == [4, 6, 4] || sizes == [6, 10] || sizes == [6, 13] || sizes == [8, 8]
    }

    /// Whether a hyphen or underscore ties the digits to something like the rest of an identifier.
    private func isEmbedded(_ first: Int, _ last: Int, _ page: borrowing Page) -> Bool {
        let start = Int(page.groups[first].firstToken)
        if start > 0, page.isTied(start), page.looksHexadecimal(start - 1, isUnderscored: page.tokens[start].separator == UInt8(ascii: "_"))
        {
            return true
        }
        let next = Int(page.groups[last].lastToken) + 1
        return next < page.tokenCount && page.isTied(next)
            && page.looksHexadecimal(next, isUnderscored: page.tokens[next].separator == UInt8(ascii: "_"))
    }

    /// Whether the digits are the decimals of a number, as in 0.4111111111111111.
    private func continuesDecimal(_ first: Int, _ page: borrowing Page) -> Bool {
        let token = Int(page.groups[first].firstToken)
        guard token > 0, page.tokens[token].gapLength == 1, page.tokens[token].separator == UInt8(ascii: ".") else { return false }
        return page.groups[first].digitCount > 8 && page.tokens[token - 1].kind == .digits && page.tokens[token - 1].count <= 3
    }

    /// The issuer of the number read from its end, if it holds that way.
    private func reversedIssuer(_ first: Int, _ last: Int, _ count: Int, _ page: borrowing Page) -> Issuer? {
        var values: [UInt8] = []
        for place in first...last {
            let group = page.groups[place]
            for offset in 0..<Int(group.digitCount) { values.append(page.digits[Int(group.digitStart) + offset].value) }
        }
        values.reverse()
        var sum = 0
        for (offset, value) in values.enumerated() {
            sum += (count - offset) % 2 == 0 ? Int(Self.doubled(Int(value))) : Int(value)
        }
        guard sum % 10 == 0 else { return nil }
        let prefix = values.prefix(4).reduce(0) { $0 * 10 + Int($1) }
        guard let issuer = Issuer.of(prefix: prefix), issuer.lengths & (1 << UInt32(count)) != 0 else { return nil }
        return issuer.issuer
    }
}

extension Page {
    /// "from right to left"
    fileprivate var readsFromRight: Bool {
        guard tokenCount > 2 else { return false }
        return (2..<tokenCount).contains {
            tokens[$0].count == 4 && isWord($0, "left") && has(.infinitive, $0 - 1) && isWord($0 - 2, "right")
        }
    }

    /// Whether one hyphen or underscore, and nothing else, stands before a token.
    fileprivate func isTied(_ token: Int) -> Bool {
        tokens[token].gapLength == 1 && (tokens[token].separator == UInt8(ascii: "-") || tokens[token].separator == UInt8(ascii: "_"))
    }

    /// A token of at least three hexadecimal digits, one of them a letter, or of letters and digits; any word beside an underscore.
    fileprivate func looksHexadecimal(_ token: Int, isUnderscored: Bool) -> Bool {
        let candidate = tokens[token]
        guard candidate.kind != .digits else { return false }
        if isUnderscored { return true }
        guard candidate.count >= 3 else { return false }
        if candidate.kind == .mixed { return true }
        for place in candidate.start..<candidate.end {
            let byte = units[Int(place)].byte
            guard byte >= UInt8(ascii: "a"), byte <= UInt8(ascii: "f") else { return false }
        }
        return true
    }
}
