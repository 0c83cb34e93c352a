/// A cue that belongs to a value, and how far it stands from it in words.
struct NearCue {
    let cue: Cue
    let distance: Int

    var evidence: Evidence { .cue(cue, distance: distance) }
}

extension Page {
    /// Place of the first cue that ends at or behind a token.
    func firstCue(endingFrom token: Int) -> Int {
        var low = 0
        var high = cueCount
        while low < high {
            let middle = (low + high) / 2
            if Int(cues[middle].last) < token { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Place of the first group that begins at or behind a token.
    func firstGroup(from token: Int) -> Int {
        var low = 0
        var high = groupCount
        while low < high {
            let middle = (low + high) / 2
            if Int(groups[middle].firstToken) < token { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Place of the first group whose digits begin at or behind a unit.
    func firstGroup(behind unit: Int32) -> Int {
        var low = 0
        var high = groupCount
        while low < high {
            let middle = (low + high) / 2
            if digits[Int(groups[middle].digitStart)].start < unit { low = middle + 1 } else { high = middle }
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
    func claim(_ start: Int32, _ end: Int32) {
        let first = firstGroup(behind: start)
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
    func leads(from first: Int, to end: Int, reach: Int) -> Bool {
        guard end - first - 1 <= reach else { return false }
        if end == first + 1 { return !tokens[end].gap.contains(.mark) }
        var allConnect = true
        for token in first + 1..<end {
            if tokens[token].gap.contains(.mark) { return false }
            if tokens[token].isCue && !has(.connector, token) { return false }
            // "in", "we", "for": what is said about a password, and nothing about a number.
            if has(.denies, token) || has(.predicate, token) && !has(.connector, token) && tokens[token].count > 3 { return false }
            if !has(.connector, token) { allConnect = false }
            if tokens[token].gap.contains(.sentenceEnd), token > first + 1 { return false }
        }
        if tokens[end].gap.contains(.mark) { return false }
        if allConnect { return true }
        return has(.copula, end - 1) || has(.numbering, end - 1) || tokens[end].gap.contains(.copula)
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
    func isMeasure(groups first: Int, _ last: Int, mayHaveSlashes: Bool = false) -> Bool {
        let before = tokens[Int(groups[first].firstToken)].gap
        if before.contains(.currency) { return true }
        let next = Int(groups[last].lastToken) + 1
        let unitBehind = Int(end(ofGroup: last))
        if unitBehind < unitCount, units[unitBehind].byte == UInt8(ascii: "%") { return true }
        if next < tokenCount, tokens[next].gapLength <= 1, has(.countedThing, next), !tokens[next].gap.contains(.newline) { return true }
        for place in first..<last {
            if groups[place + 1].separator == UInt8(ascii: ":") { return true }
            if groups[place + 1].separator == UInt8(ascii: "/"), !mayHaveSlashes { return true }
        }
        return false
    }
}
