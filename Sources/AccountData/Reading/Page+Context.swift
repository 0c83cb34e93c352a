/// A cue that belongs to a value, and how far it stands from it in words.
struct NearCue {
    let cue: Cue
    let distance: Int

    var reason: Reason { .cue(cue, distance: distance) }
}

extension Page {
    /// Place of the first cue that ends at or behind a token.
    @inline(__always)
    func firstCue(endingFrom token: Int) -> Int { cueCount == 0 || token >= tokenCount ? cueCount : Int(tokens[token].cueFrom) }

    /// Place of the first group that begins at or behind a token.
    @inline(__always)
    func firstGroup(from token: Int) -> Int { token >= tokenCount ? groupCount : Int(tokens[token].groupFrom) }

    /// Place of the first group whose digits begin at or behind a unit: in ever longer steps from `near`, then by halves.
    func firstGroup(behind unit: Int32, near: Int) -> Int {
        var (low, high, step) = (0, groupCount, 0)
        var place = min(near, groupCount - 1)
        var (isBelow, isAbove) = (false, false)
        while low < high {
            if start(ofGroup: place) < unit {
                low = place + 1
                isBelow = true
                place = isAbove ? (low + high) / 2 : min(low + step, high - 1)
            } else {
                high = place
                isAbove = true
                place = isBelow ? (low + high) / 2 : max(high - 1 - step, low)
            }
            step = 2 * step + 1
        }
        return low
    }

    /// The nearest cue that ends before a token, at most `reach` words away and not behind a redaction.
    func cue(before token: Int, reach: Int, _ accepts: (Cue) -> Bool) -> NearCue? {
        var place = firstCue(endingFrom: token) - 1
        while place >= 0 {
            let hit = cues[place]
            let distance = token - Int(hit.last) - 1
            guard distance <= reach else { return nil }
            if accepts(hit.cue) {
                return isBroken(from: Int(hit.last) + 1, through: token) ? nil : NearCue(cue: hit.cue, distance: distance)
            }
            place -= 1
        }
        return nil
    }

    /// The nearest cue that begins after a token.
    func cue(after token: Int, reach: Int, _ accepts: (Cue) -> Bool) -> NearCue? {
        var place = firstCue(endingFrom: token + 1)
        while place < cueCount {
            let hit = cues[place]
            let distance = Int(hit.first) - token - 1
            guard distance <= reach else { return nil }
            if accepts(hit.cue) {
                return isBroken(from: token + 1, through: Int(hit.first)) ? nil : NearCue(cue: hit.cue, distance: distance)
            }
            place += 1
        }
        return nil
    }

    /// Whether a redaction stands behind a token before the next digits do: the cue there has had its value.
    func isSatisfied(cue token: Int) -> Bool {
        var next = token + 1
        while next < tokenCount, next - token <= 12 {
            if tokens[next].gap.contains(.mark) { return true }
            if tokens[next].kind == .digits || tokens[next].gap.contains(.sentenceEnd) { return false }
            next += 1
        }
        return next == tokenCount && tail.contains(.mark)
    }

    /// The group behind a run that is a whole number of another kind: a telephone number, or three groups and more like a card's.
    func end(ofForeignRun first: Int) -> Int? {
        var total = 0
        var place = first
        var isRegular = true
        while place < groupCount, place == first || groups[place].link != .none, !groups[place].isUnfit, total < 64 {
            total += Int(groups[place].digitCount)
            if place < first + 3, groups[place].digitCount != groups[first].digitCount { isRegular = false }
            place += 1
        }
        let isLong = groups[first].digitCount > 8
        let isLikeACard = isRegular && groups[first].digitCount == 4 && place - first >= 3
        let isTelephone = 10...11 ~= total && groups[first].digitCount > 2 && digits[Int(groups[first].digitStart)].value == 0
        return isLong || isLikeACard || isTelephone ? place : nil
    }

    /// Takes the groups between two units out of the reach of later detectors, and cuts the numbers beside them loose.
    mutating func claim(_ start: Int32, _ end: Int32) {
        let first = firstGroup(behind: start, near: lastClaim)
        lastClaim = first
        var place = first
        while place < groupCount, digits[Int(groups[place].digitStart)].start < end {
            groups[place].isClaimed = true
            groups[place].link = .none
            place += 1
        }
        if place > first, place < groupCount { groups[place].link = .none }
    }

    /// Whether a redaction stands in one of the gaps before these tokens.
    private func isBroken(from first: Int, through last: Int) -> Bool {
        guard first <= last else { return false }
        for token in first...last where tokens[token].gap.contains(.mark) { return true }
        return false
    }

    /// Whether the words after `first` and before `end` lead from a cue to its value: connecting words only, or any few words
    /// if the value follows right on "is" or a colon.
    /// - Parameter overPhrases: whether a thing that another cue names may be said to bear the value.
    func leads(from first: Int, to end: Int, reach: Int, overPhrases: Bool = false) -> Bool {
        guard end - first - 1 <= reach else { return false }
        if end == first + 1 { return !tokens[end].gap.contains(.mark) }
        // "my pin has changed to 4821"
        if end - 2 > first, has(.infinitive, end - 1), has(.changes, end - 2), tokens[end].gap.isDisjoint(with: [.mark, .sentenceEnd]),
            (first + 1..<end - 2).allSatisfy({ has(.auxiliary, $0) || has(.connector, $0) })
        {
            return true
        }
        var allConnect = true
        for token in first + 1..<end {
            if tokens[token].gap.contains(.mark) { return false }
            if tokens[token].isCue && !has(.connector, token) {
                guard overPhrases, isNamedInPhrase(token, behind: first) else { return false }
            }
            // "backwards", "in capitals": how it is written.
            if has(.manner, token) { continue }
            // "in", "we", "for": what is said about a password, and nothing about a number.
            if has(.denies, token) || has(.predicate, token) && !isConnector(token) && tokens[token].count > 3 { return false }
            if !has(.connector, token) { allConnect = false }
            if tokens[token].gap.contains(.sentenceEnd), token > first + 1 { return false }
        }
        if tokens[end].gap.contains(.mark) { return false }
        if allConnect { return true }
        return has(.copula, end - 1) || has(.numbering, end - 1) || tokens[end].gap.contains(.copula) || isEnclosed(end)
    }

    /// Whether a bracket opens right before a token and closes behind it or a few tokens later: "the one you sent (4821) is".
    private func isEnclosed(_ token: Int) -> Bool {
        let start = Int(tokens[token].start)
        guard start > 0, units[start - 1].byte == UInt8(ascii: "(") || units[start - 1].byte == UInt8(ascii: "[") else { return false }
        for place in start..<min(start + 24, unitCount) {
            switch units[place].byte {
            case UInt8(ascii: ")"), UInt8(ascii: "]"): return true
            case UInt8(ascii: "\n"): return false
            default: break
            }
        }
        return false
    }

    /// Whether a token is the thing that a short phrase names, which only says where something stands: "on the invoice", "from my letter".
    func isNamedInPhrase(_ token: Int, behind first: Int) -> Bool {
        guard token - 2 > first else { return false }
        return (has(.addresses, token - 1) || has(.disowns, token - 1) || has(.article, token - 1)) && has(.preposition, token - 2)
    }

    /// Groups from `group` on whose digits add up to exactly `count`; nil if they do not at a group's end.
    func segment(from group: Int, digits count: Int) -> Int? {
        var total = 0
        var place = group
        while place < groupCount {
            if place > group, groups[place].link == .none { return nil }
            if groups[place].isUnfit { return nil }
            total += Int(groups[place].digitCount)
            if total == count { return place }
            if total > count { return nil }
            place += 1
        }
        return nil
    }

    /// Whether digits hang on behind a group; letters that only look like some do not count: "07700 900 233 lol".
    func continues(behindGroup group: Int) -> Bool {
        group + 1 < groupCount && groups[group + 1].link != .none && !groups[group + 1].isLettersOnly
    }

    /// First unit of a group.
    func start(ofGroup group: Int) -> Int32 { digits[Int(groups[group].digitStart)].start }

    /// Unit behind the last of a group.
    func end(ofGroup group: Int) -> Int32 {
        let last = groups[group]
        return last.digitCount > 40 ? tokens[Int(last.lastToken)].end : digits[Int(last.digitStart + last.digitCount - 1)].end
    }

    /// Disguises of groups and of the links between them.
    func flags(ofGroups first: Int, _ last: Int) -> UInt16 {
        var flags = groups[first].flags
        for place in first..<last { flags |= groups[place + 1].flags | groups[place + 1].linkFlags }
        return flags
    }

    /// Whether the number is a count, an amount, a share or a time of day rather than a value.
    func isMeasure(groups first: Int, _ last: Int, mayHaveSigns: Bool = false) -> Bool {
        let before = tokens[Int(groups[first].firstToken)].gap
        if before.contains(.currency) { return true }
        let next = Int(groups[last].lastToken) + 1
        let unitBehind = Int(end(ofGroup: last))
        if unitBehind < unitCount, units[unitBehind].byte == UInt8(ascii: "%") { return true }
        if next < tokenCount, tokens[next].gapLength <= 1, has(.countedThing, next), !tokens[next].gap.contains(.newline) { return true }
        // "6/2/0" after the name of a code, "07700:900:746"
        let isApart = last - first > 1 && (first...last).allSatisfy { groups[$0].digitCount == 1 } || groups[first].digitCount > 4
        if isApart { return false }
        for place in first..<last {
            // 12:30 is a time, 12::30 none.
            if groups[place + 1].separator == UInt8(ascii: ":"), !mayHaveSigns, tokens[Int(groups[place + 1].firstToken)].gapLength == 1 {
                return true
            }
            if groups[place + 1].separator == UInt8(ascii: "/"), !mayHaveSigns { return true }
        }
        return false
    }
}
