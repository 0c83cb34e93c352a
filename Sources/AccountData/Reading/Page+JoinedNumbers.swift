/// Number words that are no words of their own: "fiveonezero", and a Spanish eleven that is English for something else.
extension Page {
    /// "once" right beside another Spanish number; in English it is no number.
    func isSpanishEleven(_ token: Int) -> Bool {
        guard isWord(token, "once") else { return false }
        let words: [StaticString] = [
            "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "doce", "trece", "catorce", "quince",
            "veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa", "doble",
        ]
        func isSpanish(_ other: Int) -> Bool { words.contains { isWord(other, $0) } }
        return token > 0 && isSpanish(token - 1) && tokens[token].gapLength <= 2
            || token + 1 < tokenCount && isSpanish(token + 1) && tokens[token + 1].gapLength <= 2
    }

    /// The figures of two and more number words without a blank between; nil if the word is anything else.
    func joinedNumbers(_ token: Int) -> [UInt8]? {
        let (start, end) = (Int(tokens[token].start), Int(tokens[token].end))
        guard 6...96 ~= end - start, JoinedNumbers.mayBegin(units[start].byte) else { return nil }
        return JoinedNumbers.figures(from: start, to: end) { units[$0].byte }
    }
}

/// The names of the figures in English, German, French and Spanish, written one behind the other.
enum JoinedNumbers {
    private static let names: [(name: StaticString, value: UInt8)] = [
        ("zero", 0), ("oh", 0), ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7), ("eight", 8),
        ("nine", 9), ("ten", 10), ("eleven", 11), ("twelve", 12), ("thirteen", 13), ("fourteen", 14), ("fifteen", 15), ("sixteen", 16),
        ("seventeen", 17), ("eighteen", 18), ("nineteen", 19), ("twenty", 20), ("thirty", 30), ("forty", 40), ("fourty", 40),
        ("fifty", 50), ("sixty", 60), ("seventy", 70), ("eighty", 80), ("ninety", 90),
        ("null", 0), ("eins", 1), ("zwei", 2), ("drei", 3), ("vier", 4), ("funf", 5), ("sechs", 6), ("sieben", 7), ("acht", 8),
        ("neun", 9), ("uno", 1), ("dos", 2), ("tres", 3), ("cuatro", 4), ("cinco", 5), ("seis", 6), ("siete", 7), ("ocho", 8),
        ("nueve", 9), ("cero", 0), ("un", 1), ("deux", 2), ("trois", 3), ("quatre", 4), ("cinq", 5), ("sept", 7), ("huit", 8), ("neuf", 9),
    ]

    /// By their first letter.
    private static let byLetter: [[(name: StaticString, value: UInt8)]] = (0..<26).map { letter in
        names.filter { $0.name.utf8Start[0] == 0x61 + UInt8(letter) }
    }

    /// Whether a name of a figure begins with a letter.
    static func mayBegin(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "z"), UInt8(ascii: "o"), UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "s"), UInt8(ascii: "e"),
            UInt8(ascii: "n"), UInt8(ascii: "d"), UInt8(ascii: "v"), UInt8(ascii: "a"), UInt8(ascii: "u"), UInt8(ascii: "c"),
            UInt8(ascii: "q"), UInt8(ascii: "h"):
            return true
        default: return false
        }
    }

    /// Two figures and more, if the bytes of a range are nothing else.
    static func figures(from start: Int, to end: Int, _ byte: (Int) -> UInt8) -> [UInt8]? {
        var figures: [UInt8] = []
        var place = start
        // "forty" and its unit are two figures.
        var isTen = false
        while place < end {
            var longest = 0
            var value: UInt8 = 0
            let letter = byte(place) | 0x20
            guard 0x61...0x7A ~= letter else { return nil }
            for (name, figure) in byLetter[Int(letter - 0x61)]
            where name.utf8CodeUnitCount > longest && name.utf8CodeUnitCount <= end - place {
                let count = name.utf8CodeUnitCount
                if (0..<count).allSatisfy({ byte(place + $0) | 0x20 == name.utf8Start[$0] }) { (longest, value) = (count, figure) }
            }
            guard longest > 0 else { return nil }
            let isBehindTen = value < 10 && value > 0 && isTen
            isTen = value >= 20
            if isBehindTen {
                figures[figures.count - 1] = value
            } else {
                if value >= 10 { figures.append(value / 10) }
                figures.append(value % 10)
            }
            place += longest
        }
        return figures.count > 1 ? figures : nil
    }
}
