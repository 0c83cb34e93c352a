extension Detector {
    /// Telephone numbers of persons: mobile and geographic numbers of the UK, international ones, others where a word says so. Numbers
    /// that firms print (03, 08, 09) are nobody's account data.
    static let phones = Detector(
        classes: [.phone],
        finds: [
            Example("call me on 07700 900123 after 5", .phone, "07700 900123"),
            Example("+44 7700 900123 is my mobile", .phone, "+44 7700 900123"),
            Example("my number is 0113 496 0999", .phone, "0113 496 0999"),
            Example("tel (0131) 496 0123", .phone, "(0131) 496 0123"),
            Example("+49 1512 3456789", .phone, "+49 1512 3456789"),
            Example("meine Handynummer ist 030 23125 346", .phone, "030 23125 346"),
            Example(
                "my mobile is oh seven seven double oh nine double oh one two three", .phone,
                "oh seven seven double oh nine double oh one two three"),
        ],
        quietOn: [
            "call us on 0345 734 5345", "your helpline 0800 123 4567 is busy", "order 07700900123", "the branch line is 020 7946 0123",
            "tracking 00340434161094027318", "+£20 and +5 points",
        ],
        needs: .digits
    ) { page, found in
        // The token behind a firm's number: "0800 123 4567 or 020 7946 0123" are one firm's.
        var behindFirm = -9
        for group in 0..<page.groupCount where !page.groups[group].isClaimed {
            let isFirms = Int(page.groups[group].firstToken) - behindFirm <= 2
            if let last = Phones.search(from: group, isFirms: isFirms, page, &found) { behindFirm = last + 1 }
        }
    }
}

private enum Phones {
    /// E.164: the longest number with its country.
    private static let longest = 15

    /// Looks for a number that begins with a group; the last token of one that is a firm's.
    static func search(from group: Int, isFirms: Bool, _ page: borrowing Page, _ found: inout Candidates) -> Int? {
        let lead = page.groups[group]
        guard lead.digitCount <= 15, !lead.isUnfit else { return nil }
        let isPlus = isAfterPlus(group, page)
        let firstDigit = page.digits[Int(lead.digitStart)].value
        let token = Int(lead.firstToken)
        let cue = page.cueBits & Cue.phone.bit == 0 ? nil : label(group, page)
        // Cheap reasons to stop.
        guard isPlus || firstDigit == 0 || cue != nil else { return nil }
        if lead.link != .none, !isPlus, cue == nil, lead.linkFlags & Folds.filler == 0,
            !page.tokens[token].gap.contains(.visible) && page.groups[group - 1].digitCount > 2 || lead.separator == UInt8(ascii: "-")
        {
            return nil
        }
        let opening = Opening(of: group, page)
        var total = 0
        var place = group
        var best: (last: Int, total: Int, isPersonal: Bool)?
        while place < page.groupCount, place == group || page.groups[place].link == .tight, !page.groups[place].isUnfit {
            if place > group, page.tokens[Int(page.groups[place].firstToken)].gap.contains(.newline) && total >= 9 { break }
            total += Int(page.groups[place].digitCount)
            guard total <= longest + 2 else { break }
            let isAbroad = cue != nil && lead.digitCount == 3 && place > group
            if let isPersonal = judge(opening, isWhole: place == group, total, isPlus, cue != nil, isAbroad: isAbroad) {
                best = (place, total, isPersonal)
            }
            place += 1
        }
        guard let best else { return nil }
        guard best.isPersonal else { return Int(page.groups[best.last].lastToken) }
        guard !page.isMeasure(groups: group, best.last, mayHaveSigns: cue != nil) || isPlus else { return nil }
        if best.last + 1 < page.groupCount, page.groups[best.last + 1].link == .tight,
            page.groups[best.last + 1].separator == UInt8(ascii: "-"), page.groups[best.last].separator == UInt8(ascii: "-")
        {
            return nil
        }
        // A piece of a longer run of digits.
        if page.continues(behindGroup: best.last), page.groups[best.last + 1].link == .tight,
            page.groups[best.last + 1].digitCount <= 2 || page.groups[best.last + 1].digitCount == page.groups[best.last].digitCount,
            !page.tokens[Int(page.groups[best.last + 1].firstToken)].gap.contains(.sentenceEnd)
        {
            return nil
        }
        var level: Level = cue != nil ? .certain : .likely
        var reasons = Reasons(.format)
        if let cue { reasons.append(cue.reason) }
        if cue == nil, isFirms || isSomebodyElses(group, best.last, page) {
            level = .possible
            reasons.append(.against(.firm))
        }
        if cue == nil || cue?.cue == .other, page.cue(before: token, reach: 4, { $0 == .other }) != nil {
            level = .possible
            reasons.append(.against(.reference))
        }
        var start = isPlus ? plus(group, page) : page.start(ofGroup: group)
        // (0131) 496 0123
        if start > 0, page.units[Int(start) - 1].byte == UInt8(ascii: "("), closes(group, best.last, page) { start -= 1 }
        found.add(
            .phone, start, page.end(ofGroup: best.last), level, weight: 20 + best.total, flags: page.flags(ofGroups: group, best.last),
            digits: best.total, reasons)
        return nil
    }

    /// The first digits of a run, which tell whose number it is.
    private struct Opening {
        private var digits = InlineArray<8, UInt8>(repeating: 0)

        init(of first: Int, _ page: borrowing Page) {
            var count = 0
            var group = first
            while group < page.groupCount, count < 8, group == first || page.groups[group].link == .tight {
                for offset in 0..<Int(page.groups[group].digitCount) where count < 8 {
                    digits[count] = page.digits[Int(page.groups[group].digitStart) + offset].value
                    count += 1
                }
                group += 1
            }
        }

        subscript(place: Int) -> UInt8 { digits[place] }
    }

    /// Whether these digits are a person's number (true), a firm's (false), or no number.
    /// - Parameter isAbroad: whether it is named, and opens with three figures by themselves: "030 23125 346" is Berlin's, since the United
    ///   Kingdom writes its 03 and 08 numbers with four.
    private static func judge(
        _ digits: Opening, isWhole: Bool, _ total: Int, _ isPlus: Bool, _ hasCue: Bool, isAbroad: Bool
    ) -> Bool? {
        let count = total
        var from = 0
        var isInternational = isPlus
        if !isPlus, digits[0] == 0, digits[1] == 0 {
            from = 2
            isInternational = true
        }
        if isInternational {
            let isUK = digits[from] == 4 && digits[from + 1] == 4
            guard isUK else {
                guard isPlus || hasCue || !isWhole else { return nil }
                return 9...15 ~= count - from && digits[from] != 0 ? true : nil
            }
            from += 2
            // +44 (0)7700 900123
            if digits[from] == 0 { from += 1 }
            return count - from == 10 || count - from == 9 && digits[from] == 1 ? isPersonal(digits[from], digits[from + 1]) : nil
        }
        if digits[0] == 0 {
            guard total == 11 || total == 10 && digits[1] <= 2 else {
                // German mobiles are 015, 016 and 017, and as long.
                if total == 12, digits[1] == 1, 5...7 ~= digits[2], !isWhole { return true }
                return hasCue && 9...12 ~= total ? digits[1] != 8 : nil
            }
            // Where a word says so, another country's plan.
            if isAbroad { return true }
            return isPersonal(digits[1], digits[2]) ?? (hasCue ? true : nil)
        }
        // A number without its country or its leading nought.
        return hasCue && 9...11 ~= total ? true : nil
    }

    /// Ofcom's numbering plan: 01 and 02 places, 07 mobiles; 03, 05, 08 and 09 are firms'.
    private static func isPersonal(_ first: UInt8, _ second: UInt8) -> Bool? {
        switch first {
        case 1, 2: second != 0 || first == 2 ? true : nil
        case 7: second != 0 ? true : nil
        case 3, 5, 8, 9: false
        default: nil
        }
    }

    private static func label(_ group: Int, _ page: borrowing Page) -> NearCue? {
        let token = Int(page.groups[group].firstToken)
        if let near = page.cue(before: token, reach: 5, { $0 == .phone }), page.leads(from: token - near.distance - 1, to: token, reach: 5)
        {
            // "our number", "your helpline's number is"
            return page.hasBefore(.firm, token - near.distance - 1, reach: 3) ? nil : near
        }
        return nil
    }

    private static func isSomebodyElses(_ first: Int, _ last: Int, _ page: borrowing Page) -> Bool {
        page.hasBefore(.firm, Int(page.groups[first].firstToken), reach: 5)
    }

    private static func isAfterPlus(_ group: Int, _ page: borrowing Page) -> Bool {
        let start = Int(page.tokens[Int(page.groups[group].firstToken)].start)
        guard start > 0 else { return false }
        if page.units[start - 1].byte == UInt8(ascii: "+") { return true }
        return start > 1 && page.units[start - 1].kind == .space && page.units[start - 2].byte == UInt8(ascii: "+")
    }

    private static func closes(_ first: Int, _ last: Int, _ page: borrowing Page) -> Bool {
        let end = page.end(ofGroup: last)
        return (page.start(ofGroup: first)..<end).contains { page.units[Int($0)].byte == UInt8(ascii: ")") }
    }

    private static func plus(_ group: Int, _ page: borrowing Page) -> Int32 {
        let start = page.start(ofGroup: group)
        return page.units[Int(start) - 1].byte == UInt8(ascii: "+") ? start - 1 : start - 2
    }
}
