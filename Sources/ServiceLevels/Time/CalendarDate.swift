/// A date of the proleptic Gregorian calendar, without a time or a zone.
///
/// It is kept as a day number, so that distance and order are plain arithmetic.
public struct CalendarDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before.
    public let dayNumber: Int

    /// Day numbers are held within ±10¹², far outside any instant, so that arithmetic never overflows.
    public init(dayNumber: Int) {
        self.dayNumber = min(max(dayNumber, -1_000_000_000_000), 1_000_000_000_000)
    }

    /// Nil where there is no such date, or the year is not 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...Self.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        self.init(dayNumber: Self.dayNumber(year: year, month: month, day: day))
    }

    public var year: Int { parts.year }
    public var month: Int { parts.month }
    public var day: Int { parts.day }

    /// Year, month and day together: one computation instead of three.
    public var parts: (year: Int, month: Int, day: Int) {
        // Years are counted from 1 March, so that a leap day is the last day of its year, in eras of 400 years (146,097 days).
        let shifted = dayNumber + Self.daysFromMarchOfYearZero
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    public var weekday: Weekday {
        // 1970-01-01 was a Thursday, the fourth day.
        let index = (dayNumber + 3) % 7
        return Weekday.allCases[index < 0 ? index + 7 : index]
    }

    public func adding(days: Int) -> CalendarDate {
        let (sum, overflow) = dayNumber.addingReportingOverflow(days)
        return CalendarDate(dayNumber: overflow ? (days < 0 ? .min : .max) : sum)
    }

    /// The same day of the month so many months on; where that month is too short, its last day.
    public func adding(months: Int) -> CalendarDate {
        let (year, month, day) = parts
        let count = year * 12 + (month - 1) + min(max(months, -1_000_000), 1_000_000)
        let newYear = count >= 0 ? count / 12 : (count - 11) / 12
        let newMonth = count - newYear * 12 + 1
        return CalendarDate(
            dayNumber: Self.dayNumber(year: newYear, month: newMonth, day: min(day, Self.days(inMonth: newMonth, of: newYear))))
    }

    public func days(since earlier: CalendarDate) -> Int { dayNumber - earlier.dayNumber }

    public static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.dayNumber < right.dayNumber }

    public static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    public static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    private static let daysFromMarchOfYearZero = 719_468

    /// The caller has checked month and day.
    static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - daysFromMarchOfYearZero
    }
}
