/// IMAP's date-time, `"17-Jul-1996 02:44:25 -0700"` (RFC 3501 section 9), as milliseconds since 1970, UTC.
enum InternalDate {
    static func milliseconds(_ text: [UInt8]) -> Int64? {
        guard text.count == 26, text[2] == UInt8(ascii: "-"), text[6] == UInt8(ascii: "-"), text[11] == 0x20, text[14] == UInt8(ascii: ":"),
            text[17] == UInt8(ascii: ":"), text[20] == 0x20, text[21] == UInt8(ascii: "+") || text[21] == UInt8(ascii: "-")
        else { return nil }
        func number(_ range: Range<Int>) -> Int? { IMAPValue.number(text[range]).map(Int.init) }
        guard let day = number(text[0] == 0x20 ? 1..<2 : 0..<2), let month = CivilTime.month(named: text[3..<6]), let year = number(7..<11),
            let hour = number(12..<14), let minute = number(15..<17), let second = number(18..<20),
            let zoneHours = number(22..<24), let zoneMinutes = number(24..<26)
        else { return nil }
        let zone = (zoneHours * 60 + zoneMinutes) * (text[21] == UInt8(ascii: "-") ? -1 : 1)
        return CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second, zoneMinutes: zone)?.milliseconds
    }
}
