extension Timestamp: CustomStringConvertible {
    /// Reads an RFC 3339 date-time with its offset, `2027-03-30T23:59:59+01:00`.
    ///
    /// Capital `T` and `Z` only; the colon of the offset may be missing, as ISO 8601's basic form has it and some networks
    /// write it. Up to nine digits of fraction; what is finer than a millisecond is dropped. Leap seconds are refused.
    public init(iso8601 text: String) throws(TimestampSyntaxError) {
        // The longest text that can be valid has 35 bytes.
        try self.init(iso8601: Array(text.utf8.prefix(36)))
    }

    public init(iso8601 bytes: [UInt8]) throws(TimestampSyntaxError) {
        guard let date = CalendarDate(bytes, at: 0) else { throw TimestampSyntaxError(expected: .date, at: 0) }
        guard bytes.count > 10, bytes[10] == UInt8(ascii: "T") else { throw TimestampSyntaxError(expected: .separator, at: 10) }
        guard let hour = decimal(bytes, 11, 2), let minute = decimal(bytes, 14, 2), let second = decimal(bytes, 17, 2),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"), hour < 24, minute < 60, second < 60
        else { throw TimestampSyntaxError(expected: .time, at: 11) }
        var cursor = 19
        var milliseconds = 0
        if cursor < bytes.count, bytes[cursor] == UInt8(ascii: ".") {
            (milliseconds, cursor) = try Self.fraction(bytes, from: cursor + 1)
        }
        let (offset, end) = try Self.offset(bytes, at: cursor)
        guard end == bytes.count else { throw TimestampSyntaxError(expected: .end, at: end) }
        let seconds = date.dayNumber * 86_400 + hour * 3600 + minute * 60 + second - offset
        self.init(milliseconds: Int64(seconds) * 1000 + Int64(milliseconds))
    }

    private static func fraction(_ bytes: [UInt8], from start: Int) throws(TimestampSyntaxError) -> (milliseconds: Int, end: Int) {
        var end = start
        var milliseconds = 0
        while end < bytes.count, let digit = decimal(bytes, end, 1) {
            if end < start + 3 { milliseconds = milliseconds * 10 + digit }
            end += 1
        }
        guard (1...9).contains(end - start) else { throw TimestampSyntaxError(expected: .fraction, at: start) }
        for _ in 0..<max(0, 3 - (end - start)) { milliseconds *= 10 }
        return (milliseconds, end)
    }

    private static func offset(_ bytes: [UInt8], at start: Int) throws(TimestampSyntaxError) -> (seconds: Int, end: Int) {
        guard start < bytes.count else { throw TimestampSyntaxError(expected: .offset, at: start) }
        if bytes[start] == UInt8(ascii: "Z") { return (0, start + 1) }
        let sign = bytes[start]
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = decimal(bytes, start + 1, 2), hours < 24 else {
            throw TimestampSyntaxError(expected: .offset, at: start)
        }
        let minutesAt = start + 3 < bytes.count && bytes[start + 3] == UInt8(ascii: ":") ? start + 4 : start + 3
        guard let minutes = decimal(bytes, minutesAt, 2), minutes < 60 else {
            throw TimestampSyntaxError(expected: .offset, at: start)
        }
        let seconds = hours * 3600 + minutes * 60
        return (sign == UInt8(ascii: "-") ? -seconds : seconds, minutesAt + 2)
    }

    /// RFC 3339 in UTC with `Z`; milliseconds only where they are not zero.
    public var description: String { iso8601(offset: nil) }

    /// RFC 3339 as the clocks in `zone` show it, always with a numeric offset: `2027-03-30T23:59:59+01:00`.
    public func iso8601(in zone: ZoneRules) -> String {
        iso8601(offset: zone.offset(at: self))
    }

    /// RFC 3339 at an offset from UTC in seconds, cut to whole minutes as the format demands; nil writes `Z`.
    public func iso8601(offset: Int?) -> String {
        let minutes = min(max((offset ?? 0) / 60, -1439), 1439)
        let local = LocalTime(asIfUTC: adding(seconds: Int64(minutes) * 60))
        var text: [UInt8] = []
        text.reserveCapacity(32)
        local.date.append(to: &text)
        text.append(UInt8(ascii: "T"))
        let second = local.millisecond / 1000
        for (index, part) in [second / 3600, second / 60 % 60, second % 60].enumerated() {
            if index > 0 { text.append(UInt8(ascii: ":")) }
            appendDecimal(part, digits: 2, to: &text)
        }
        if local.millisecond % 1000 != 0 {
            text.append(UInt8(ascii: "."))
            appendDecimal(local.millisecond % 1000, digits: 3, to: &text)
        }
        guard offset != nil else {
            text.append(UInt8(ascii: "Z"))
            return String(decoding: text, as: UTF8.self)
        }
        text.append(UInt8(ascii: minutes < 0 ? "-" : "+"))
        appendDecimal(abs(minutes) / 60, digits: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        appendDecimal(abs(minutes) % 60, digits: 2, to: &text)
        return String(decoding: text, as: UTF8.self)
    }
}
