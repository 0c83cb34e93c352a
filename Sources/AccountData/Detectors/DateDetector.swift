extension Detector {
    /// Dates of birth where a word says so, and cards' expiry dates where a word or the card's number does.
    static let dates = Detector(
        classes: [.dateOfBirth, .cardExpiry],
        finds: [
            Example("my date of birth is 04/03/1982", .dateOfBirth, "04/03/1982"),
            Example("DOB 4th March 1982 thanks", .dateOfBirth, "4th March 1982"),
            Example("born on the fourth of march nineteen eighty two", .dateOfBirth, "fourth of march nineteen eighty two"),
            Example("geboren am 4. März 1982", .dateOfBirth, "4. März 1982"),
            Example("née le 4 mars 1982", .dateOfBirth, "4 mars 1982"),
            Example("04.03.82 is my date of birth", .dateOfBirth, "04.03.82"),
            Example("d.o.b 1982-03-04", .dateOfBirth, "1982-03-04"),
            Example("exp 12/27", .cardExpiry, "12/27"),
            Example("my card expires 04/2029", .cardExpiry, "04/2029"),
            Example("expiry date: December 2027", .cardExpiry, "December 2027"),
            Example("08/27 is when my card runs out", .cardExpiry, "08/27"),
            Example("AB123456C, 13/01/1947", .dateOfBirth, "13/01/1947"),
            Example("5105105105105100 12/27 123", .cardExpiry, "12/27"),
        ],
        quietOn: [
            "the payment was on 04/03/2026", "my birthday is in March", "born in 1982 and still no app", "my card expires soon",
            "the offer expires on 04/12/2026", "my son was born in 2015", "the offer expires 12/27", "paid 08/27 my card expires soon",
            "wedding on 4 March 2027",
        ],
        needs: [.cues, .digits]
    ) { page, found in
        for place in 0..<page.cueCount {
            let hit = page.cues[place]
            switch hit.cue {
            case .birth: Dates.birth(hit, page, &found)
            case .cardExpiry: Dates.expiry(hit, page, &found)
            default: break
            }
        }
        for card in found.all where card.dataClass == .cardPAN && card.level >= .likely { Dates.expiry(behind: card, page, &found) }
    }

    /// A whole date right behind a number of a person needs no name.
    static let birthdays = Detector(
        classes: [.dateOfBirth],
        finds: [
            Example("AB123456C, 13/01/1947", .dateOfBirth, "13/01/1947"),
            Example("NHS number 943 476 5919 and 4 March 1982", .dateOfBirth, "4 March 1982"),
        ],
        quietOn: ["AB123456C, 13/01/2025", "AB123456C. 13/01/1947 was a Monday", "AB123456C since 1947"],
        needs: .digits
    ) { page, found in
        for number in found.all where Dates.isPersonal(number.dataClass) && number.level >= .likely {
            Dates.birth(behind: number, page, &found)
        }
    }
}

private enum Dates {
    static func birth(_ hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        let last = Int(hit.last)
        var token = last + 1
        while token < page.tokenCount, token - last <= 12, !page.tokens[token].gap.contains(.mark) {
            if let date = DateReading.date(from: token, page), date.isBirth,
                page.leads(from: last, to: token, reach: 12) || date.yearOfBirth <= latestPlain && leadsPlainly(from: last, to: token, page)
            {
                return add(.dateOfBirth, token, date, distance: token - last - 1, .birth, page, &found)
            }
            token += 1
        }
        let first = Int(hit.first)
        var end = first - 1
        while end >= 0, first - end <= 5, page.isConnector(end) { end -= 1 }
        // "13.07.1993 geboren", "14/03/1981 dob"
        let isRightBefore = end == first - 1 && page.tokens[first].gap.isDisjoint(with: [.mark, .sentenceEnd, .newline])
        guard end >= 0, isRightBefore || page.leadsBack(from: end, to: first) else { return }
        for start in max(0, end - 7)...end {
            if let date = DateReading.date(from: start, page), date.lastToken == end, date.isBirth {
                return add(.dateOfBirth, start, date, distance: first - end - 1, .birth, page, &found)
            }
        }
    }

    /// Numbers of a person, beside which a birthday needs no name.
    static func isPersonal(_ dataClass: DataClass) -> Bool {
        dataClass == .ukNINO || dataClass == .ukNHSNumber || dataClass == .passport || dataClass == .ukDrivingLicence
    }

    /// "AB123456C, 13/01/1947": a whole date of somebody old enough right behind a number of his.
    static func birth(behind number: Candidate, _ page: borrowing Page, _ found: inout Candidates) {
        var token = page.firstToken(behind: number.end)
        let first = token
        while token < page.tokenCount, token - first < 2, page.isConnector(token) || page.has(.conjunction, token),
            page.tokens[token].kind == .letters
        {
            token += 1
        }
        guard token < page.tokenCount, page.tokens[token].gap.isDisjoint(with: [.mark, .currency, .sentenceEnd]),
            page.tokens[token].gapLength <= 3, let date = DateReading.date(from: token, page), date.isBirth, !date.isShort,
            date.yearOfBirth <= latestPlain, page.tokens[token].kind != .digits || page.tokens[token].count <= 4
        else { return }
        add(.dateOfBirth, token, date, distance: 0, .birth, page, &found)
    }

    /// Of a whole date that many words stand before: whoever was born then has an account.
    private static let latestPlain = 2012

    /// Whether no other thing is named between, and nothing is denied: "has my dob wrong, its 9 December 1986".
    private static func leadsPlainly(from cue: Int, to end: Int, _ page: borrowing Page) -> Bool {
        for token in cue + 1...end {
            if page.tokens[token].gap.contains(.mark) || page.tokens[token].gap.contains(.sentenceEnd), token > cue + 1 { return false }
            guard token < end else { break }
            if page.tokens[token].isCue && !page.has(.connector, token) || page.has(.denies, token) || page.has(.movement, token) {
                return false
            }
        }
        return end - cue <= 8
    }

    static func expiry(_ hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        let last = Int(hit.last)
        // Offers, sessions and passports expire as well.
        if page.hasBefore(.reference, Int(hit.first), reach: 4) || page.isAnotherThing(before: Int(hit.first)) { return }
        var token = last + 1
        while token < page.tokenCount, token - last <= 5, !page.tokens[token].gap.contains(.mark) {
            let expiry = DateReading.expiry(from: token, page)
            // "march twenty twenty nine" is no twentieth.
            if let whole = DateReading.date(from: token, page), whole.lastToken > expiry?.lastToken ?? -1 { return }
            if let date = expiry, page.leads(from: last, to: token, reach: 5),
                !page.isMeasure(tokens: token, date.lastToken)
            {
                add(.cardExpiry, token, date, distance: token - last - 1, .cardExpiry, page, &found)
                // "valid from 08/25 to 08/29"
                let next = date.lastToken + 2
                if next < page.tokenCount, page.has(.towards, next - 1), page.tokens[next].gap.isDisjoint(with: [.mark, .currency]),
                    let end = DateReading.expiry(from: next, page), DateReading.date(from: next, page) == nil
                {
                    add(.cardExpiry, next, end, distance: next - last - 1, .cardExpiry, page, &found)
                }
                return
            }
            token += 1
        }
        expiry(before: hit, page, &found)
    }

    /// "08/27 is when my card runs out", "04/29 expiry": the date right before, or with a verb between.
    private static func expiry(before hit: CueHit, _ page: borrowing Page, _ found: inout Candidates) {
        let first = Int(hit.first)
        var end = first - 1
        while end >= 0, first - end <= 5, page.isConnector(end) || page.isWord(end, "when"), page.tokens[end].kind == .letters { end -= 1 }
        guard end >= 0, first - end <= 5, page.tokens[first].gap.isDisjoint(with: [.mark, .sentenceEnd, .newline]),
            end == first - 1 || page.has(.copula, end + 1)
        else { return }
        for start in max(0, end - 2)...end {
            if let date = DateReading.expiry(from: start, page), date.lastToken == end, !page.isMeasure(tokens: start, end),
                DateReading.date(from: max(0, start - 1), page) == nil,
                page.cue(before: start, reach: 1, { _ in true }) == nil
            {
                return add(.cardExpiry, start, date, distance: first - end - 1, .cardExpiry, page, &found)
            }
        }
    }

    static func expiry(behind card: Candidate, _ page: borrowing Page, _ found: inout Candidates) {
        var token = page.firstToken(behind: card.end)
        let first = token
        while token < page.tokenCount, token - first <= 7 {
            if page.tokens[token].gap.contains(.mark) || page.tokens[token].gapLength > 3 { return }
            // "and I think it says 03/2027"
            if token - first <= 2 || page.has(.reads, token - 1), let date = DateReading.expiry(from: token, page),
                !page.isMeasure(tokens: token, date.lastToken), DateReading.date(from: token, page) == nil
            {
                found.add(
                    .cardExpiry, page.tokens[token].start, page.tokens[date.lastToken].end, .likely, weight: 20, flags: date.flags,
                    digits: 4,
                    Reasons(.format, .pair(.cardPAN)))
                return
            }
            guard page.isConnector(token) || page.tokens[token].isCue || page.has(.conjunction, token) || page.has(.reads, token) else {
                return
            }
            token += 1
        }
    }

    private static func add(
        _ dataClass: DataClass, _ token: Int, _ date: DateReading, distance: Int, _ cue: Cue, _ page: borrowing Page,
        _ found: inout Candidates
    ) {
        found.add(
            dataClass, page.tokens[token].start, page.tokens[date.lastToken].end, distance <= 3 ? .certain : .likely, weight: 45 - distance,
            flags: date.flags, digits: dataClass == .cardExpiry ? 4 : 8, Reasons(.format, .cue(cue, distance: distance)))
    }
}

extension Page {
    /// The token that begins at or behind a unit.
    func firstToken(behind unit: Int32) -> Int {
        var low = 0
        var high = tokenCount
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].start < unit { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether what expires is no card: an offer, a link, a passport.
    fileprivate func isAnotherThing(before token: Int) -> Bool {
        // "four digit code 5289, expires 10/30": the card, whose code stands before.
        if cue(before: token, reach: 3, { $0 == .securityCode || $0 == .pin }) != nil { return false }
        return isNamedAsAnother(before: token)
    }

    private func isNamedAsAnother(before token: Int) -> Bool {
        cue(before: token, reach: 3) { $0 == .passport || $0 == .licence || $0 == .other || $0 == .password || $0 == .oneTimeCode } != nil
            || hasBefore(.expiring, token, reach: 4)
    }
}
