extension CalendarDate: CustomStringConvertible {
    /// Reads `YYYY-MM-DD` and nothing else; nil where there is no such date.
    public init?(iso8601 text: String) {
        let bytes = Array(text.utf8.prefix(11))
        guard bytes.count == 10 else { return nil }
        self.init(bytes, at: 0)
    }

    init?(_ bytes: [UInt8], at start: Int) {
        guard let year = decimal(bytes, start, 4), let month = decimal(bytes, start + 5, 2),
            let day = decimal(bytes, start + 8, 2), bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-")
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// `YYYY-MM-DD`; years outside 0 to 9999 with a sign and as many digits as they need.
    public var description: String {
        var text: [UInt8] = []
        append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    func append(to text: inout [UInt8]) {
        let (year, month, day) = parts
        if !(0...9999).contains(year) { text.append(UInt8(ascii: year < 0 ? "-" : "+")) }
        appendDecimal(abs(year), digits: 4, to: &text)
        text.append(UInt8(ascii: "-"))
        appendDecimal(month, digits: 2, to: &text)
        text.append(UInt8(ascii: "-"))
        appendDecimal(day, digits: 2, to: &text)
    }
}
