/// A calendar date, or month and year, read from a token on, in figures or words, in English, German, French or Spanish order.
struct DateReading {
    private(set) var day = 0
    private(set) var month = 0
    private(set) var year = 0
    private(set) var lastToken: Int
    private(set) var flags: UInt16 = 0
    /// The year has two digits.
    private(set) var isShort = false
    /// Written with a month's name.
    private(set) var isNamed = false

    var isDate: Bool { 1...31 ~= day && 1...12 ~= month && 1900...2100 ~= year }

    /// The year of a birth: nobody is born in years to come.
    var yearOfBirth: Int { isShort && year > Self.latestBirth ? year - 100 : year }

    var isBirth: Bool { 1900...Self.latestBirth ~= yearOfBirth }

    private static let latestBirth = 2030

    /// Day, month and year in any usual order.
    static func date(from token: Int, _ page: borrowing Page) -> DateReading? {
        var reading = DateReading(lastToken: token)
        return reading.readDate(token, page) && reading.isDate ? reading : nil
    }

    /// Month and year, as on a card.
    static func expiry(from token: Int, _ page: borrowing Page) -> DateReading? {
        var reading = DateReading(lastToken: token)
        guard reading.readExpiry(token, page), 1...12 ~= reading.month, 2020...2049 ~= reading.year else { return nil }
        return reading
    }

    private init(lastToken: Int) { self.lastToken = lastToken }

    private mutating func readDate(_ token: Int, _ page: borrowing Page) -> Bool {
        // 04031982, 040382
        if page.tokens[token].kind == .digits, page.tokens[token].count == 8 || page.tokens[token].count == 6 {
            let start = Int(page.tokens[token].start)
            func two(_ place: Int) -> Int {
                Int(page.units[start + place].byte &- 0x30) * 10 + Int(page.units[start + place + 1].byte &- 0x30)
            }
            flags = page.flags(page.tokens[token].start, page.tokens[token].end)
            if page.tokens[token].count == 6 {
                (day, month, year, isShort) = (two(0), two(2), Self.century(two(4)), true)
            } else {
                (day, month, year) = (two(0), two(2), two(4) * 100 + two(6))
                if !isDate { (year, month, day) = (two(0) * 100 + two(2), two(4), two(6)) }
            }
            return true
        }
        if let figures = singles(token, 8, page) {
            (day, month) = (figures[0] * 10 + figures[1], figures[2] * 10 + figures[3])
            year = figures[4...].reduce(0) { $0 * 10 + $1 }
            return finish(token, token + 7, page)
        }
        if let name = monthName(token, page) {
            // March 4th, 1982
            guard let first = dayNumber(token + 1, page), let second = yearNumber(first.next, page) else { return false }
            (month, day, year, isNamed) = (name, first.value, second.value, true)
            return finish(token, second.last, page)
        }
        guard var first = dayNumber(token, page) else {
            // 1982-03-04
            guard let front = page.smallNumber(token), front.digits == 4, joins(token + 1, page), let middle = number(token + 1, page),
                joins(token + 2, page), let last = number(token + 2, page)
            else { return false }
            (year, month, day) = (front.value, middle.value, last.value)
            return finish(token, token + 2, page)
        }
        // "the fourth of March"
        while first.next < page.tokenCount, page.isDateLink(first.next) { first.next += 1 }
        if first.next < page.tokenCount, let name = monthName(first.next, page) {
            var next = first.next + 1
            while next < page.tokenCount, page.isDateLink(next) { next += 1 }
            guard let last = yearNumber(next, page) else { return false }
            (day, month, year, isNamed) = (first.value, name, last.value, true)
            return finish(token, last.last, page)
        }
        // "14 slash 02 slash 1979", "the seventh of the third seventy-four"
        let second = skippingSign(first.next, page)
        guard joins(second, page), let middle = dayNumber(second, page), case let third = skippingSign(middle.next, page),
            joins(third, page),
            let last = yearNumber(third, page) ?? toldYear(third, behindSign: third > middle.next, page)
        else { return false }
        (day, month, year) = (first.value, middle.value, last.value)
        if month > 12, day <= 12 { (day, month) = (month, day) }
        return finish(token, last.last, page)
    }

    private mutating func readExpiry(_ token: Int, _ page: borrowing Page) -> Bool {
        if let name = monthName(token, page) {
            guard let last = yearNumber(token + 1, page) else { return false }
            (month, year, isNamed) = (name, last.value, true)
            return finish(token, last.last, page)
        }
        if page.tokens[token].kind == .digits, page.tokens[token].count == 4, let both = page.smallNumber(token) {
            (month, year) = (both.value / 100, 2000 + both.value % 100)
            return finish(token, token, page)
        }
        if let figures = singles(token, 4, page) {
            (month, year) = (figures[0] * 10 + figures[1], 2000 + figures[2] * 10 + figures[3])
            return finish(token, token + 3, page)
        }
        guard let first = number(token, page), first.digits <= 2 else { return false }
        let second = skippingSign(first.next, page)
        guard joins(second, page), let last = yearNumber(second, page) ?? toldYear(second, behindSign: second > first.next, page)
        else { return false }
        (month, year) = (first.value, last.value)
        return finish(token, last.last, page)
    }

    private mutating func finish(_ first: Int, _ last: Int, _ page: borrowing Page) -> Bool {
        lastToken = last
        isShort = page.tokens[last].count <= 2 || page.tokens[last].kind == .letters && year > 2000
        for token in first...last {
            // Nothing reaches around what was taken out.
            if token > first, page.tokens[token].gap.contains(.mark) { return false }
            flags |= page.flags(page.tokens[token].start, page.tokens[token].end)
            if page.tokens[token].kind == .letters, page.has(.number, token) || page.has(.ordinal, token) { flags |= Folds.numberWords }
        }
        return true
    }

    /// Figures one by one, no more and no fewer: "0 4 . 3 0".
    private func singles(_ token: Int, _ count: Int, _ page: borrowing Page) -> [Int]? {
        guard token + count <= page.tokenCount else { return nil }
        func isSingle(_ place: Int) -> Bool { page.tokens[place].kind == .digits && page.tokens[place].count == 1 }
        var figures: [Int] = []
        for place in token..<token + count {
            guard isSingle(place), place == token || joins(place, page), let figure = page.smallNumber(place) else { return nil }
            figures.append(figure.value)
        }
        let next = token + count
        return next < page.tokenCount && isSingle(next) && page.tokens[next].gapLength <= 1 ? nil : figures
    }

    /// Over a sign that was told: "slash", "dash", "dot".
    private func skippingSign(_ token: Int, _ page: borrowing Page) -> Int {
        guard token < page.tokenCount, page.tokens[token].kind == .letters, page.tokens[token].count > 2, page.has(.filler, token) else {
            return token
        }
        return token + 1
    }

    /// One or two signs, or blanks, and no end of a sentence but the dots of 4. 3. 1982.
    private func joins(_ token: Int, _ page: borrowing Page) -> Bool {
        guard token < page.tokenCount else { return false }
        let next = page.tokens[token]
        return next.gapLength <= 3 && next.gap.isDisjoint(with: [.blocker, .mark, .newline])
    }

    private func monthName(_ token: Int, _ page: borrowing Page) -> Int? {
        guard token < page.tokenCount, page.tokens[token].kind == .letters, page.has(.month, token) else { return nil }
        return Int(page.vocabulary[page.tokens[token].word].month)
    }

    /// Figures, or a number word below a hundred.
    private func number(_ token: Int, _ page: borrowing Page) -> (value: Int, digits: Int, next: Int)? {
        guard token < page.tokenCount else { return nil }
        if let small = page.smallNumber(token) { return (small.value, small.digits, token + 1) }
        guard page.tokens[token].kind == .letters, page.has(.number, token), !page.has(.magnitude, token) else { return nil }
        let value = Int(page.vocabulary[page.tokens[token].word].value)
        // "oh nine"
        if value == 0, token + 1 < page.tokenCount, page.has(.number, token + 1), page.tokens[token + 1].kind == .letters {
            let unit = Int(page.vocabulary[page.tokens[token + 1].word].value)
            if 1...9 ~= unit { return (unit, 2, token + 2) }
        }
        if value >= 20, token + 1 < page.tokenCount, page.has(.number, token + 1) {
            let unit = Int(page.vocabulary[page.tokens[token + 1].word].value)
            if 1...9 ~= unit { return (value + unit, 2, token + 2) }
        }
        return (value, value > 9 ? 2 : 1, token + 1)
    }

    /// 4, 4th, fourth, twenty-first.
    private func dayNumber(_ token: Int, _ page: borrowing Page) -> (value: Int, next: Int)? {
        guard token < page.tokenCount else { return nil }
        let current = page.tokens[token]
        if current.kind == .mixed, current.count <= 4 {
            var value = 0
            var place = current.start
            while place < current.end, page.units[Int(place)].kind == .digit {
                value = value * 10 + Int(page.units[Int(place)].byte) - 0x30
                place += 1
            }
            return place < current.end && current.end - place <= 3 && value > 0 ? (value, token + 1) : nil
        }
        if page.has(.ordinal, token) { return (Int(page.vocabulary[current.word].value), token + 1) }
        if let tens = number(token, page), tens.digits <= 2 {
            if tens.value >= 20, tens.value % 10 == 0, current.kind == .letters, tens.next < page.tokenCount, page.has(.ordinal, tens.next)
            {
                return (tens.value + Int(page.vocabulary[page.tokens[tens.next].word].value), tens.next + 1)
            }
            return (tens.value, tens.next)
        }
        return nil
    }

    /// 1982, 82, '82, nineteen eighty two, two thousand and four.
    private func yearNumber(_ token: Int, _ page: borrowing Page) -> (value: Int, last: Int)? {
        guard token < page.tokenCount, page.tokens[token].gapLength <= 3, page.tokens[token].gap.isDisjoint(with: [.mark, .blocker]),
            let first = number(token, page) ?? page.spoken(token).flatMap({ $0.isWhole ? ($0.value, 4, $0.next) : nil })
        else { return nil }
        if page.tokens[token].kind == .digits {
            switch first.digits {
            case 4: return (first.value, token)
            case 2: return (Self.century(first.value), token)
            default: return nil
            }
        }
        if let whole = page.spoken(token), whole.isWhole { return 1900...2100 ~= whole.value ? (whole.value, whole.next - 1) : nil }
        if let french = page.spoken(token), french.next > first.next { return (Self.century(french.value), french.next - 1) }
        if first.value == 19 || first.value == 20, first.next < page.tokenCount, let rest = number(first.next, page) {
            if rest.value < 10, rest.next < page.tokenCount, rest.value == 0, let unit = number(rest.next, page) {
                return (first.value * 100 + unit.value, unit.next - 1)
            }
            return (first.value * 100 + rest.value, rest.next - 1)
        }
        return first.digits == 2 ? (Self.century(first.value), first.next - 1) : nil
    }

    /// "two eight", told figure by figure behind a sign that was told as well: "oh one slash two eight".
    private func toldYear(_ token: Int, behindSign: Bool, _ page: borrowing Page) -> (value: Int, last: Int)? {
        guard behindSign, token + 1 < page.tokenCount, page.tokens[token].kind == .letters, page.tokens[token + 1].kind == .letters,
            page.tokens[token].gapLength <= 2, page.tokens[token + 1].gapLength <= 2, let ten = number(token, page), ten.digits == 1,
            ten.next == token + 1, let unit = number(token + 1, page), unit.digits == 1, unit.next == token + 2,
            unit.next >= page.tokenCount || !page.has(.number, unit.next)
        else { return nil }
        return (Self.century(ten.value * 10 + unit.value), token + 1)
    }

    /// Two digits: of this century up to 49.
    private static func century(_ year: Int) -> Int { year < 50 ? 2000 + year : 1900 + year }
}

extension Page {
    /// "of", "the", "de": within a date.
    fileprivate func isDateLink(_ token: Int) -> Bool {
        tokens[token].kind == .letters && tokens[token].count <= 3 && has(.connector, token) && !has(.month, token)
    }
}
