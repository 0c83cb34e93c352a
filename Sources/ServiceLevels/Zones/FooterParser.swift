/// Reads a POSIX `TZ` string: `GMT0BST,M3.5.0/1,M10.5.0`.
struct FooterParser {
    private let bytes: ArraySlice<UInt8>
    private var cursor: Int

    /// Nil where the whole slice is not a rule.
    static func parse(_ bytes: ArraySlice<UInt8>) -> FooterRule? {
        var parser = FooterParser(bytes: bytes, cursor: bytes.startIndex)
        guard let rule = parser.rule(), parser.cursor == bytes.endIndex else { return nil }
        return rule
    }

    private mutating func rule() -> FooterRule? {
        guard name(), let west = time(hours: 0...24) else { return nil }
        guard cursor < bytes.endIndex else { return FooterRule(standard: Int32(-west), daylight: nil) }
        guard name() else { return nil }
        var offset = -west + 3600
        if cursor < bytes.endIndex, bytes[cursor] != UInt8(ascii: ",") {
            guard let given = time(hours: 0...24) else { return nil }
            offset = -given
        }
        // POSIX leaves the days to the implementation where they are missing; a file must say them.
        guard let start = change(), let end = change() else { return nil }
        return FooterRule(standard: Int32(-west), daylight: .init(offset: Int32(offset), start: start, end: end))
    }

    /// Three or more letters, or letters, digits and signs between angle brackets.
    private mutating func name() -> Bool {
        let quoted = take(UInt8(ascii: "<"))
        var length = 0
        while cursor < bytes.endIndex, Self.isNameByte(bytes[cursor], quoted: quoted) {
            cursor += 1
            length += 1
        }
        guard (3...16).contains(length) else { return false }
        return !quoted || take(UInt8(ascii: ">"))
    }

    private static func isNameByte(_ byte: UInt8, quoted: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"): quoted
        default: false
        }
    }

    /// `[+-]h[h[h]][:mm[:ss]]` in seconds.
    private mutating func time(hours allowed: ClosedRange<Int>) -> Int? {
        let negative = take(UInt8(ascii: "-"))
        if !negative { _ = take(UInt8(ascii: "+")) }
        guard let hours = number(digits: 3), allowed.contains(hours) else { return nil }
        var seconds = hours * 3600
        if take(UInt8(ascii: ":")) {
            guard let minutes = number(digits: 2), minutes < 60 else { return nil }
            seconds += minutes * 60
            if take(UInt8(ascii: ":")) {
                guard let rest = number(digits: 2), rest < 60 else { return nil }
                seconds += rest
            }
        }
        return negative ? -seconds : seconds
    }

    private mutating func change() -> FooterRule.Change? {
        guard take(UInt8(ascii: ",")), let day = day() else { return nil }
        guard take(UInt8(ascii: "/")) else { return FooterRule.Change(day: day, seconds: 2 * 3600) }
        guard let seconds = time(hours: 0...167) else { return nil }
        return FooterRule.Change(day: day, seconds: seconds)
    }

    private mutating func day() -> FooterRule.Change.Day? {
        if take(UInt8(ascii: "J")) {
            guard let day = number(digits: 3), (1...365).contains(day) else { return nil }
            return .julian(day)
        }
        guard take(UInt8(ascii: "M")) else {
            guard let day = number(digits: 3), (0...365).contains(day) else { return nil }
            return .zeroBased(day)
        }
        guard let month = number(digits: 2), (1...12).contains(month), take(UInt8(ascii: ".")), let week = number(digits: 1),
            (1...5).contains(week), take(UInt8(ascii: ".")), let day = number(digits: 1), (0...6).contains(day)
        else { return nil }
        return .weekday(month: month, week: week, day: day)
    }

    private mutating func number(digits most: Int) -> Int? {
        var value = 0
        var length = 0
        while length < most, cursor < bytes.endIndex, case let digit = bytes[cursor] &- UInt8(ascii: "0"), digit <= 9 {
            value = value * 10 + Int(digit)
            cursor += 1
            length += 1
        }
        return length > 0 ? value : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard cursor < bytes.endIndex, bytes[cursor] == byte else { return false }
        cursor += 1
        return true
    }
}
