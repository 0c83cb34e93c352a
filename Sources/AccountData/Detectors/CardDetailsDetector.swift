extension Detector {
    /// The security code at the end of a card's details, written one after the other: number, expiry date, code.
    static let cardDetails = Detector(
        classes: [.cardCVV],
        finds: [
            Example("5105105105105100 12/27 123", .cardPAN, "5105105105105100"),
            Example("5105105105105100 12/27 123", .cardCVV, "123"),
            Example("5105 1051 0510 5100, 12/2027, 737", .cardCVV, "737"),
            Example("378282246310005|1227|1234", .cardCVV, "1234"),
            Example("4111111111111111 exp 04-29 019 J Sample", .cardCVV, "019"),
        ],
        quietOn: [
            "5105105105105100 on 12/27 123 pounds", "4539 1488 0343 6466 12/27 123", "invoice 12/27 123", "ref 12/27 123 and 04/29 456",
        ],
        needs: .digits
    ) { page, found in
        var first = 0
        for card in found.all where card.dataClass == .cardPAN && card.level >= .likely {
            first = page.firstGroup(behind: card.end, near: first)
            guard first < page.groupCount,
                let code = CardDetails.code(from: first, of: card, page) ?? CardDetails.bare(from: first, of: card, page)
            else { continue }
            let digits = Int(page.groups[code].digitCount)
            found.add(
                .cardCVV, page.start(ofGroup: code), page.end(ofGroup: code), .likely, weight: 30, flags: page.groups[code].flags,
                digits: digits, Reasons(.format, .pair(.cardPAN)))
        }
    }
}

private enum CardDetails {
    /// Words and signs that may stand between the number and the date.
    private static let reach = 3

    /// The group of the code behind a card's number and its date: three digits, or four on the cards that have fifteen.
    static func code(from first: Int, of card: Candidate, _ page: borrowing Page) -> Int? {
        let token = Int(page.groups[first].firstToken)
        guard token - page.token(endingAt: card.end, before: token) <= reach, let code = date(from: first, page) else { return nil }
        let group = page.groups[code]
        guard group.link != .none, !group.isUnfit, Int(group.digitCount) == (card.digitCount == 15 ? 4 : 3) else { return nil }
        guard code + 1 == page.groupCount || page.groups[code + 1].link != .tight else { return nil }
        return page.isMeasure(groups: code, code) ? nil : code
    }

    /// "4111 … and 737 on the back": three figures by themselves right behind the number, and no count.
    static func bare(from group: Int, of card: Candidate, _ page: borrowing Page) -> Int? {
        let read = page.groups[group]
        let token = Int(read.firstToken)
        guard !read.isUnfit, read.digitCount == 3 || read.digitCount == 4 && card.digitCount == 15, page.tokens[token].kind == .digits,
            page.tokens[token].gap.isDisjoint(with: [.currency, .mark, .sentenceEnd]), !page.isMeasure(groups: group, group),
            group + 1 == page.groupCount || page.groups[group + 1].link != .tight
        else { return nil }
        let before = page.token(endingAt: card.end, before: token)
        guard token - before <= reach else { return nil }
        for between in before + 1..<token {
            guard page.isConnector(between) || page.has(.conjunction, between) || page.isWord(between, "sec"),
                !page.tokens[between].gap.contains(.sentenceEnd),
                !page.has(.preposition, between)
            else { return nil }
        }
        // An unknown word behind it is what is counted.
        let next = token + 1
        guard next < page.tokenCount, page.tokens[next].gap.isDisjoint(with: [.visible, .newline, .sentenceEnd]) else { return group }
        return page.has(.copula, next) || page.has(.conjunction, next) || page.tokens[next].isCue && !page.has(.countedThing, next)
            || page.has(.preposition, next) && next + 2 < page.tokenCount
                && page.isWord(next + 2, "back")
            || page.isWord(next, "back") ? group : nil
    }

    /// The group behind a month and a year: "12/27", "12 2027", "1227".
    private static func date(from first: Int, _ page: borrowing Page) -> Int? {
        guard first + 1 < page.groupCount, let value = number(first, page) else { return nil }
        switch page.groups[first].digitCount {
        case 4 where (1...12).contains(value / 100) && (20...49).contains(value % 100): return first + 1
        case 1...2 where (1...12).contains(value):
            guard first + 2 < page.groupCount, page.groups[first + 1].link == .tight, let year = number(first + 1, page) else { return nil }
            let isYear = page.groups[first + 1].digitCount == 2 ? (20...49).contains(year) : (2020...2049).contains(year)
            return isYear ? first + 2 : nil
        default: return nil
        }
    }

    private static func number(_ group: Int, _ page: borrowing Page) -> Int? {
        let read = page.groups[group]
        guard !read.isUnfit, read.digitCount <= 4 else { return nil }
        var value = 0
        for place in 0..<Int(read.digitCount) { value = value * 10 + Int(page.digits[Int(read.digitStart) + place].value) }
        return value
    }
}

extension Page {
    /// The token that ends at a unit, looked for from another one backwards.
    fileprivate func token(endingAt unit: Int32, before token: Int) -> Int {
        var place = token - 1
        while place >= 0, tokens[place].end > unit, token - place <= 8 { place -= 1 }
        return place
    }
}
