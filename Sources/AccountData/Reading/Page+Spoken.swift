/// A whole number told in words, as people say years and read out codes: "five hundred and twelve", "quatre-vingt-dix-huit".
struct SpokenNumber {
    var value: Int
    /// Token behind its last word.
    var next: Int
    /// Told with hundred or thousand, so that its digits are those of its value.
    var isWhole: Bool
}

extension Page {
    /// The number that begins at a word; nil if none does. English, German, French and Spanish.
    func spoken(_ token: Int) -> SpokenNumber? {
        guard token < tokenCount, tokens[token].kind == .letters, !tokens[token].isCue, tokens[token].count > 1 else { return nil }
        if has(.yearWord, token) {
            return SpokenNumber(value: 1900 + Int(vocabulary[tokens[token].word].value), next: token + 1, isWhole: true)
        }
        var next = token
        var total = 0
        var isWhole = false
        if let thousands = magnitude(token, power: 3) ?? belowHundred(token).flatMap({ thousand(behind: $0) }) {
            (total, next, isWhole) = (thousands.value, thousands.next, true)
            guard let rest = belowThousand(skippingLink(next)) else { return SpokenNumber(value: total, next: next, isWhole: true) }
            return SpokenNumber(value: total + rest.value, next: rest.next, isWhole: true)
        }
        guard let number = belowThousand(next) else { return nil }
        (total, next, isWhole) = (number.value, number.next, number.isWhole)
        return SpokenNumber(value: total, next: next, isWhole: isWhole)
    }

    /// "thousand" right behind a number.
    private func thousand(behind number: SpokenNumber) -> SpokenNumber? {
        guard follows(number.next), let thousand = magnitude(number.next, power: 3) else { return nil }
        return SpokenNumber(value: number.value * thousand.value, next: thousand.next, isWhole: true)
    }

    /// "hundred", "mille" alone: one of it.
    private func magnitude(_ token: Int, power: UInt8) -> SpokenNumber? {
        guard token < tokenCount, has(.magnitude, token), !has(.number, token), vocabulary[tokens[token].word].value == power else {
            return nil
        }
        return SpokenNumber(value: power == 2 ? 100 : 1000, next: token + 1, isWhole: true)
    }

    private func belowThousand(_ token: Int) -> SpokenNumber? {
        guard token < tokenCount, tokens[token].kind == .letters else { return nil }
        var hundreds: SpokenNumber?
        if has(.magnitude, token), has(.number, token) {
            hundreds = SpokenNumber(value: Int(vocabulary[tokens[token].word].value) * 100, next: token + 1, isWhole: true)
        } else if let alone = magnitude(token, power: 2) {
            hundreds = alone
        } else if has(.number, token), 1...9 ~= vocabulary[tokens[token].word].value, follows(token + 1),
            let hundred = magnitude(token + 1, power: 2)
        {
            hundreds = SpokenNumber(value: Int(vocabulary[tokens[token].word].value) * 100, next: hundred.next, isWhole: true)
        }
        guard var number = hundreds else { return belowHundred(token) }
        if let rest = belowHundred(skippingLink(number.next)), follows(number.next) {
            number = SpokenNumber(value: number.value + rest.value, next: rest.next, isWhole: true)
        }
        return number
    }

    private func belowHundred(_ token: Int) -> SpokenNumber? {
        guard token < tokenCount, tokens[token].kind == .letters, has(.number, token), !has(.magnitude, token), tokens[token].count > 1
        else {
            return nil
        }
        let value = Int(vocabulary[tokens[token].word].value)
        func unit(_ place: Int, _ range: ClosedRange<Int>) -> Int? {
            guard place < tokenCount, tokens[place].kind == .letters, has(.number, place), !has(.magnitude, place), tokens[place].count > 1
            else { return nil }
            let value = Int(vocabulary[tokens[place].word].value)
            return range.contains(value) ? value : nil
        }
        if has(.frenchTen, token) {
            // quatre-vingt-dix-huit, soixante-douze, dix-sept
            if value == 4, follows(token + 1), unit(token + 1, 20...20) != nil, has(.frenchTen, token + 1) {
                guard follows(token + 2), let rest = belowTwenty(token + 2) else {
                    return SpokenNumber(value: 80, next: token + 2, isWhole: false)
                }
                return SpokenNumber(value: 80 + rest.value, next: rest.next, isWhole: false)
            }
            if value == 60 {
                let next = skippingLink(token + 1)
                if follows(token + 1), let rest = belowTwenty(next) {
                    return SpokenNumber(value: 60 + rest.value, next: rest.next, isWhole: false)
                }
                return SpokenNumber(value: 60, next: token + 1, isWhole: false)
            }
            if value == 10, follows(token + 1), let rest = unit(token + 1, 7...9), tokens[token + 1].separator == UInt8(ascii: "-") {
                return SpokenNumber(value: 10 + rest, next: token + 2, isWhole: false)
            }
        }
        guard value >= 20, value % 10 == 0 else { return SpokenNumber(value: value, next: token + 1, isWhole: false) }
        let next = skippingLink(token + 1)
        if follows(token + 1), let rest = unit(next, 1...9), next == token + 1 || isTensLink(token + 1) {
            return SpokenNumber(value: value + rest, next: next + 1, isWhole: false)
        }
        return SpokenNumber(value: value, next: token + 1, isWhole: false)
    }

    /// Behind a French score: up to nineteen.
    private func belowTwenty(_ token: Int) -> SpokenNumber? {
        guard token < tokenCount, tokens[token].kind == .letters, has(.number, token), !has(.magnitude, token) else { return nil }
        let value = Int(vocabulary[tokens[token].word].value)
        guard 1...19 ~= value else { return nil }
        if value == 10, token + 1 < tokenCount, follows(token + 1), has(.number, token + 1),
            7...9 ~= vocabulary[tokens[token + 1].word].value
        {
            return SpokenNumber(value: 10 + Int(vocabulary[tokens[token + 1].word].value), next: token + 2, isWhole: false)
        }
        return SpokenNumber(value: value, next: token + 1, isWhole: false)
    }

    /// Whether a word goes on with the number before it: a blank or a hyphen between.
    private func follows(_ token: Int) -> Bool {
        guard token < tokenCount, tokens[token].gapLength <= 2, !tokens[token].isCue else { return false }
        return tokens[token].separator == UInt8(ascii: " ") || tokens[token].separator == UInt8(ascii: "-")
    }

    /// The token behind "and", "und", "et", "y" or "de" where one stands and a number follows.
    private func skippingLink(_ token: Int) -> Int {
        guard follows(token), isLink(token), follows(token + 1), has(.number, token + 1) || has(.magnitude, token + 1) else { return token }
        return token + 1
    }

    /// "y" and "et": what joins a ten and a unit; "twenty and four" are two numbers.
    private func isTensLink(_ token: Int) -> Bool { tokens[token].count <= 2 }

    private func isLink(_ token: Int) -> Bool {
        let word = tokens[token]
        guard word.kind == .letters, word.count <= 3 else { return false }
        let first = units[Int(word.start)].byte
        switch word.count {
        case 1: return first == UInt8(ascii: "y")
        case 2: return (first == UInt8(ascii: "e") || first == UInt8(ascii: "d")) && has(.connector, token) || has(.filler, token)
        default: return has(.filler, token) && (first == UInt8(ascii: "a") || first == UInt8(ascii: "u"))
        }
    }
}
