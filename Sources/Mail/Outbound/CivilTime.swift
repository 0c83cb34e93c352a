/// A date and time as mail headers write it, in the proleptic Gregorian calendar.
struct CivilTime {
    var year: Int
    /// 1 to 12.
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int
    /// Minutes east of Greenwich.
    var zoneMinutes: Int

    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

    static func month(named name: some Collection<UInt8>) -> Int? {
        let name = String(decoding: name, as: UTF8.self).lowercased()
        return months.firstIndex { $0.lowercased() == name }.map { $0 + 1 }
    }

    /// nil where there is no such day or time. A leap second counts as the last second of its minute.
    init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, zoneMinutes: Int) {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1900...9999).contains(year), (1...12).contains(month), (1...days[month - 1]).contains(day), (0...23).contains(hour),
            (0...59).contains(minute), (0...60).contains(second), (-1439...1439).contains(zoneMinutes)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = min(second, 59)
        self.zoneMinutes = zoneMinutes
    }

    /// In UTC.
    init(milliseconds: Int64) {
        let seconds = Int(milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000)
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        let rest = seconds - days * 86_400
        // Days since 1 March of year 0, in eras of 400 years.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        hour = rest / 3600
        minute = rest / 60 % 60
        second = rest % 60
        zoneMinutes = 0
    }

    /// Days since 1 January 1970.
    private var days: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Milliseconds since 1970, UTC.
    var milliseconds: Int64 {
        Int64(days * 86_400 + hour * 3600 + (minute - zoneMinutes) * 60 + second) * 1000
    }

    /// `Sat, 21 Nov 2026 10:00:00 +0000` (RFC 5322 section 3.3).
    var headerText: String {
        let weekday = Self.weekdays[((days % 7) + 7) % 7]
        return "\(weekday), \(day) \(Self.months[month - 1]) \(Self.padded(year, 4)) " + clockText
    }

    /// `"21-Nov-2026 10:00:00 +0000"` without the quotes (RFC 3501 section 9).
    var internalDateText: String {
        "\(Self.padded(day, 2))-\(Self.months[month - 1])-\(Self.padded(year, 4)) " + clockText
    }

    private var clockText: String {
        let zone = abs(zoneMinutes)
        return [hour, minute, second].map { Self.padded($0, 2) }.joined(separator: ":")
            + " \(zoneMinutes < 0 ? "-" : "+")\(Self.padded(zone / 60, 2))\(Self.padded(zone % 60, 2))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
