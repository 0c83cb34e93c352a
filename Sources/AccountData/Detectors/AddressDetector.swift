extension Detector {
    /// Postal addresses: a house and its street, in the forms of English, German, French and Spanish.
    static let addresses = Detector(
        classes: [.address],
        finds: [
            Example("I live at 14 Acacia Avenue, Leeds", .address, "14 Acacia Avenue"),
            Example("I live at forty two Orchard Lane", .address, "forty two Orchard Lane"),
            Example("my address is Flat 3, 12a Rose Hill Road", .address, "Flat 3, 12a Rose Hill Road"),
            Example("send it to 9 st john's close please", .address, "9 st john's close"),
            Example("j'habite 12 rue de la Paix", .address, "12 rue de la Paix"),
            Example("ich wohne Lindenstraße 12a", .address, "Lindenstraße 12a"),
            Example("vivo en calle Mayor 5", .address, "calle Mayor 5"),
        ],
        quietOn: [
            "the branch at 12 High Street shuts at 4", "2 cards in one way or another", "I waited 20 minutes in the street",
            "ATM at 5 Station Road swallowed my card", "there are 3 ways to close it", "one way or another", "two Bank staff",
            "12 months on the road",
        ],
        needs: .streets
    ) { page, found in
        for place in 0..<page.cueCount where page.cues[place].cue == .address { Addresses.named(behind: page.cues[place], page, &found) }
        for token in 0..<page.tokenCount {
            if page.tokens[token].kind == .digits, page.tokens[token].count == 5, token > 1 {
                Addresses.withTown(house: token - 1, page, &found)
            }
            if page.has(.streetType, token) {
                Addresses.english(endingAt: token, page, &found)
            }
            if page.has(.streetLead, token) {
                Addresses.romance(from: token, page, &found)
            }
            if page.tokens[token].kind == .letters, page.endsLikeGermanStreet(token) || page.isGermanStreet(token) {
                Addresses.german(at: token, page, &found)
            }
        }
    }
}

private enum Addresses {
    /// Words of a street's name.
    private static let longestName = 4

    static func english(endingAt last: Int, _ page: borrowing Page, _ found: inout Candidates) {
        guard last > 0, page.tokens[last].kind == .letters || page.tokens[last].kind == .mixed else { return }
        // "Harbour View Street" ends with its last word.
        if last + 1 < page.tokenCount, page.has(.streetType, last + 1), page.tokens[last + 1].gapLength == 1 { return }
        var first = last
        while first > 0, last - first <= longestName {
            let gap = page.tokens[first]
            guard gap.gapLength <= 3, gap.gap.isDisjoint(with: [.mark, .blocker, .newline]), !gap.gap.contains(.sentenceEnd) else { return }
            first -= 1
            if isHouseNumber(first, page) { break }
            guard page.tokens[first].kind == .letters else { return }
        }
        guard isHouseNumber(first, page), last - first >= 2, last - first <= longestName + 1 else { return }
        // "12 months on the road": the names of streets are no such words.
        for token in first + 1..<last {
            if page.has(.countedThing, token) && page.tokens[token].count > 2 || page.has(.questions, token) || page.has(.infinitive, token)
                || page.has(.copula, token)
                || page.isArticle(token) && page.units[Int(page.tokens[token].start)].flags & Folds.upper == 0
            {
                return
            }
        }
        // The first word behind the house number tells a count from a name.
        let capitals = (first + 1...last).count { page.units[Int(page.tokens[$0].start)].flags & Folds.upper != 0 }
        // "two more days": a number word is a house's only before a name.
        if page.tokens[first].kind == .letters, capitals < 2 { return }
        let start = premise(before: page.tokens[first].kind == .letters ? beginning(ofNumber: first, page) : first, page)
        add(from: start, to: last, isNamed: capitals >= 2, page, &found)
    }

    /// The "forty" of "forty two Orchard Lane", the "one" of "one hundred and six Canal Street".
    private static func beginning(ofNumber last: Int, _ page: borrowing Page) -> Int {
        var first = last
        while first > 0, last - first < 4, page.tokens[first].gapLength <= 2,
            page.tokens[first].gap.isDisjoint(with: [.mark, .visible]) || page.tokens[first].separator == UInt8(ascii: "-")
        {
            let isNumber = page.has(.number, first - 1) && page.tokens[first - 1].count > 2 || page.has(.magnitude, first - 1)
            let isLink = first > 1 && page.isWord(first - 1, "and") && page.has(.magnitude, first - 2)
            guard isNumber || isLink else { break }
            first -= 1
        }
        return first
    }

    /// 12 rue de la Paix; calle Mayor 5.
    static func romance(from lead: Int, _ page: borrowing Page, _ found: inout Candidates) {
        var last = lead
        while last + 1 < page.tokenCount, last - lead < 5 {
            let next = page.tokens[last + 1]
            guard next.gapLength <= 2, next.gap.isDisjoint(with: [.mark, .blocker, .newline, .sentenceEnd]) else { break }
            let isName = next.kind == .letters && (page.units[Int(next.start)].flags & Folds.upper != 0 || page.isArticle(last + 1))
            guard isName else { break }
            last += 1
        }
        while last > lead, page.isArticle(last) { last -= 1 }
        guard last > lead else { return }
        if lead > 0, page.tokens[lead].gapLength <= 3, isHouseNumber(lead - 1, page) {
            add(from: lead - 1, to: last, isNamed: true, page, &found)
        } else if last + 1 < page.tokenCount, page.tokens[last + 1].gapLength <= 3, isHouseNumber(last + 1, page) {
            add(from: lead, to: last + 1, isNamed: true, page, &found)
        }
    }

    /// Lindenstraße 12a.
    static func german(at token: Int, _ page: borrowing Page, _ found: inout Candidates) {
        // "Rosenstr. 92"
        guard token + 1 < page.tokenCount, page.tokens[token + 1].gapLength <= 2, page.tokens[token + 1].kind != .letters,
            page.tokens[token + 1].gap.isDisjoint(with: [.mark, .blocker, .newline]), isHouseNumber(token + 1, page)
        else { return }
        let first = page.isGermanStreet(token) ? token - 1 : token
        add(from: first, to: town(behind: token + 1, page) ?? token + 1, isNamed: true, page, &found)
    }

    /// "Am Mühlbach 40, 22765 Hamburg": any name before a house number that a town's five digits and its name follow.
    static func withTown(house: Int, _ page: borrowing Page, _ found: inout Candidates) {
        guard house > 0, page.tokens[house].kind != .letters, page.tokens[house].gapLength == 1, isHouseNumber(house, page),
            let last = town(behind: house, page)
        else { return }
        var first = house
        while first > 0, house - first < 3, page.tokens[first - 1].kind == .letters, page.tokens[first].gapLength <= 1,
            page.units[Int(page.tokens[first - 1].start)].flags & Folds.upper != 0
        {
            first -= 1
        }
        guard first < house, !page.tokens[first].isCue, !page.endsLikeGermanStreet(house - 1) else { return }
        add(from: first, to: last, isNamed: true, page, &found)
    }

    /// The last word of a town behind a house number: a comma, five digits, a name.
    private static func town(behind house: Int, _ page: borrowing Page) -> Int? {
        guard house + 2 < page.tokenCount, page.tokens[house + 1].kind == .digits, page.tokens[house + 1].count == 5,
            page.tokens[house + 1].gapLength <= 2, page.tokens[house + 2].gapLength == 1, page.tokens[house + 2].kind == .letters,
            page.units[Int(page.tokens[house + 2].start)].flags & Folds.upper != 0
        else { return nil }
        return house + 2
    }

    /// "Address: Flat 6, 174 Beckside": what follows the word itself, a house and a name.
    static func named(behind hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        let first = Int(hit.last) + 1
        guard first + 1 < page.tokenCount, page.tokens[first].gapLength <= 3, page.tokens[first].gap.isDisjoint(with: [.mark, .blocker])
        else {
            return
        }
        // "Adresse: Am Mühlbach 125"
        if page.tokens[first].gap.contains(.copula), let house = houseBehindName(from: first, page) {
            return add(from: first, to: house, isNamed: true, page, &found)
        }
        var house = first
        if page.has(.premise, first), first + 2 < page.tokenCount, page.tokens[first + 1].count <= 4, isHouseNumber(first + 2, page) {
            house = first + 2
        }
        guard isHouseNumber(house, page), page.tokens[house].kind != .letters else { return }
        // "moved to 20 October"
        if house + 1 < page.tokenCount, page.has(.month, house + 1) { return }
        var last = house
        while last + 1 < page.tokenCount, last - house < 3, page.tokens[last + 1].kind == .letters, page.tokens[last + 1].gapLength == 1,
            page.units[Int(page.tokens[last + 1].start)].flags & Folds.upper != 0
        {
            last += 1
        }
        guard last > house, last - house > 1 || page.tokens[last].count > 4 else { return }
        add(from: first, to: last, isNamed: true, page, &found)
    }

    /// The house number behind up to three words of which each is a name.
    private static func houseBehindName(from first: Int, _ page: borrowing Page) -> Int? {
        var token = first
        while token < page.tokenCount, token - first < 4 {
            let current = page.tokens[token]
            if token > first, current.gapLength > 2 || !current.gap.isDisjoint(with: [.mark, .blocker, .newline, .sentenceEnd]) {
                return nil
            }
            if current.kind != .letters { return token > first && isHouseNumber(token, page) ? token : nil }
            guard page.units[Int(current.start)].flags & Folds.upper != 0, !current.isCue, current.count > 1 else { return nil }
            token += 1
        }
        return nil
    }

    /// One to four digits, perhaps with a letter behind.
    private static func isHouseNumber(_ token: Int, _ page: borrowing Page) -> Bool {
        let current = page.tokens[token]
        if current.gap.contains(.currency) { return false }
        if current.kind == .digits { return current.count <= 4 }
        if current.kind == .letters { return page.has(.number, token) && current.count > 2 && !page.has(.streetType, token) }
        guard current.kind == .mixed, current.count <= 5, page.units[Int(current.start)].kind == .digit else { return false }
        return page.units[Int(current.end) - 2].kind == .digit && page.units[Int(current.end) - 1].kind == .letter
    }

    /// The token where "Flat 3," before the house begins.
    private static func premise(before house: Int, _ page: borrowing Page) -> Int {
        guard house > 1, page.tokens[house].gapLength <= 3, page.tokens[house].gap.isDisjoint(with: [.mark, .sentenceEnd]),
            page.has(.premise, house - 2), page.tokens[house - 1].gapLength <= 1, page.tokens[house - 1].count <= 4,
            page.tokens[house - 1].kind != .letters || page.tokens[house - 1].count == 1
        else {
            if house > 0, page.has(.premise, house - 1), page.tokens[house].gapLength <= 1, page.tokens[house - 1].count > 3 {
                return house - 1
            }
            return house
        }
        return house - 2
    }

    private static func add(from first: Int, to last: Int, isNamed: Bool, _ page: borrowing Page, _ found: inout Candidates) {
        // Nothing reaches around what was taken out.
        guard !(first..<last).contains(where: { page.tokens[$0 + 1].gap.contains(.mark) }) else { return }
        let cue = page.cue(before: first, reach: 6) { $0 == .address }
        let isFirm = cue == nil && page.hasBefore(.firm, first, reach: 4) || cue == nil && page.hasBehind(.firm, last, reach: 2)
        var level: Level = cue != nil ? .certain : isNamed ? .likely : .possible
        var reasons = Reasons(.format)
        if let cue { reasons.append(cue.reason) }
        let end = page.tokens[last].end
        if level == .possible, found.has(.ukPostcode, behind: end, within: 28) {
            level = .likely
            reasons.append(.pair(.ukPostcode))
        }
        if isFirm {
            level = .possible
            reasons.append(.against(.firm))
        }
        found.add(
            .address, page.tokens[first].start, page.tokens[last].end, level, weight: 25,
            flags: page.flags(page.tokens[first].start, page.tokens[last].end), digits: last - first + 1, reasons)
    }
}

extension Page {
    /// the, of, de la: never the last word of a street.
    fileprivate func isArticle(_ token: Int) -> Bool {
        tokens[token].kind == .letters && tokens[token].count <= 3 && (has(.article, token) || has(.addresses, token))
    }

    /// The second word of "Berliner Straße", "Alter Weg": a street by itself behind a name.
    fileprivate func isGermanStreet(_ token: Int) -> Bool {
        let word = tokens[token]
        guard token > 0, word.kind == .letters, 3...7 ~= word.count, word.gapLength == 1, units[Int(word.start)].flags & Folds.upper != 0,
            tokens[token - 1].kind == .letters, tokens[token - 1].count > 3, !tokens[token - 1].isCue,
            units[Int(tokens[token - 1].start)].flags & Folds.upper != 0
        else { return false }
        return Words.germanStreets.contains { name in
            name.utf8CodeUnitCount == word.count && (0..<word.count).allSatisfy { units[Int(word.start) + $0].byte == name.utf8Start[$0] }
        }
    }

    /// A word that ends like a German street behind at least three letters: Lindenstraße, Rosenstr.
    fileprivate func endsLikeGermanStreet(_ token: Int) -> Bool {
        let word = tokens[token]
        guard word.kind == .letters, word.count >= 6 else { return false }
        for ending in Words.germanStreets where word.count >= ending.utf8CodeUnitCount + 3 {
            let start = Int(word.end) - ending.utf8CodeUnitCount
            if (0..<ending.utf8CodeUnitCount).allSatisfy({ units[start + $0].byte == ending.utf8Start[$0] }) { return true }
        }
        return false
    }
}
