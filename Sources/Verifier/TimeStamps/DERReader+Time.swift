extension DERReader {
    /// UTCTime or GeneralizedTime as RFC 5280 writes them, with a fraction where `hasFraction`: milliseconds since 1970, UTC.
    mutating func time(hasFraction: Bool = false) throws(FormatError) -> Int64 {
        let element = try self.element()
        var digits = element.content[...]
        guard digits.popLast() == UInt8(ascii: "Z") else { throw fault("a time that is not in UTC") }
        var milliseconds: Int64 = 0
        if hasFraction, let point = digits.firstIndex(of: UInt8(ascii: ".")) {
            let fraction = digits[(point + 1)...]
            // X.690, 11.7: no trailing zeros, so that there is one spelling.
            guard !fraction.isEmpty, fraction.count <= 9, fraction.last != UInt8(ascii: "0"), fraction.allSatisfy(Self.isDigit) else {
                throw fault("a fraction of a second that DER does not have")
            }
            for place in 0..<3 {
                let index = fraction.startIndex + place
                milliseconds = milliseconds * 10 + (index < fraction.endIndex ? Int64(fraction[index] - 0x30) : 0)
            }
            digits = digits[..<point]
        }
        guard digits.allSatisfy(Self.isDigit) else { throw fault("a time with something else than digits") }
        let numbers = digits.map { Int64($0 - 0x30) }
        func number(_ place: Int) -> Int64 { numbers[place] * 10 + numbers[place + 1] }
        let year: Int64
        let rest: Int
        switch (element.tag, numbers.count) {
        // RFC 5280, 4.1.2.5.1: 50 to 99 are of the last century.
        case (Tag.utcTime, 12): (year, rest) = (number(0) + (number(0) < 50 ? 2000 : 1900), 2)
        case (Tag.generalizedTime, 14): (year, rest) = (number(0) * 100 + number(2), 4)
        default: throw fault("a time of no known form")
        }
        let (month, day, hour, minute, second) = (number(rest), number(rest + 2), number(rest + 4), number(rest + 6), number(rest + 8))
        guard (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year), hour < 24, minute < 60, second < 60 else {
            throw fault("no such moment")
        }
        let days = Self.daysBefore(year) + (1..<month).reduce(0) { $0 + Self.days(in: $1, of: year) } + day - 1
        return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + milliseconds
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// From 1 January 1970 to 1 January of the year.
    private static func daysBefore(_ year: Int64) -> Int64 {
        func leaps(_ year: Int64) -> Int64 { year / 4 - year / 100 + year / 400 }
        return (year - 1970) * 365 + leaps(year - 1) - leaps(1969)
    }
}
