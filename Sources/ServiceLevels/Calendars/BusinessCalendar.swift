/// Which days are business days in one place: weekends and dated holidays, over the years that its source covers.
///
/// Which calendar counts is a matter of each rule: the FCA's business day leaves out bank holidays "in that part of the United
/// Kingdom", its working day those of any part. Outside its coverage a calendar answers with an error, never with a guess.
public struct BusinessCalendar: Hashable, Sendable {
    public struct Holiday: Hashable, Sendable {
        public let date: CalendarDate
        public let name: String

        public init(_ date: CalendarDate, _ name: String) {
            self.date = date
            self.name = name
        }
    }

    /// Such as `GB-ENG`.
    public let id: String
    /// Name of the time zone in which its days begin and end, such as `Europe/London`.
    public let zone: String
    /// Ascending by date, one a date.
    public let holidays: [Holiday]
    public let weekend: Set<Weekday>
    public let coverage: ClosedRange<CalendarDate>
    /// Day numbers of all business days in the coverage, ascending: adding business days is one look-up.
    private let businessDays: [Int32]

    public init(
        id: String, zone: String, holidays: [Holiday], weekend: Set<Weekday> = [.saturday, .sunday],
        coverage: ClosedRange<CalendarDate>
    ) throws(CalendarError) {
        let length = coverage.upperBound.days(since: coverage.lowerBound)
        guard length <= 36_600, abs(coverage.lowerBound.dayNumber) < 4_000_000 else { throw .coverage(calendar: id) }
        var names: [CalendarDate: String] = [:]
        for holiday in holidays {
            guard coverage.contains(holiday.date) else { throw .holidayOutsideCoverage(calendar: id, holiday.date) }
            names[holiday.date] = names[holiday.date].map { $0 == holiday.name ? $0 : "\($0); \(holiday.name)" } ?? holiday.name
        }
        self.id = id
        self.zone = zone
        self.weekend = weekend
        self.coverage = coverage
        self.holidays = names.map { Holiday($0.key, $0.value) }.sorted { $0.date < $1.date }
        self.businessDays = (0...length).map { coverage.lowerBound.adding(days: $0) }
            .filter { !weekend.contains($0.weekday) && names[$0] == nil }
            .map { Int32($0.dayNumber) }
    }

    /// The calendar on which a day is a business day only if it is one on each of `parts`, over the years that all cover.
    public init(id: String, anyHolidayOf parts: BusinessCalendar, _ more: BusinessCalendar...) throws(CalendarError) {
        var weekend = parts.weekend
        var holidays = parts.holidays
        var lower = parts.coverage.lowerBound
        var upper = parts.coverage.upperBound
        for part in more {
            guard part.zone == parts.zone else { throw .differentZones(parts.zone, part.zone) }
            weekend.formUnion(part.weekend)
            holidays += part.holidays
            lower = max(lower, part.coverage.lowerBound)
            upper = min(upper, part.coverage.upperBound)
        }
        guard lower <= upper else { throw .coverage(calendar: id) }
        let coverage = lower...upper
        try self.init(
            id: id, zone: parts.zone, holidays: holidays.filter { coverage.contains($0.date) }, weekend: weekend, coverage: coverage)
    }

    /// The holiday on a date, if it is one; a weekend day without a holiday of its own is none.
    public func holiday(on date: CalendarDate) -> Holiday? {
        let index = holidays.partition { $0.date < date }
        return index < holidays.count && holidays[index].date == date ? holidays[index] : nil
    }

    public func isBusinessDay(_ date: CalendarDate) throws(CalendarError) -> Bool {
        try check(date)
        let index = firstBusinessDay(from: date)
        return index < businessDays.count && Int(businessDays[index]) == date.dayNumber
    }

    /// The `count`-th business day after `date`, the date itself not counted; with 0 the date itself.
    public func date(_ count: Int, businessDaysAfter date: CalendarDate) throws(CalendarError) -> CalendarDate {
        try check(date)
        guard count > 0 else { return date }
        return try businessDay(at: firstBusinessDay(from: date.adding(days: 1)), plus: count - 1)
    }

    /// The date itself if it is a business day, else the next one.
    public func businessDay(onOrAfter date: CalendarDate) throws(CalendarError) -> CalendarDate {
        try check(date)
        return try businessDay(at: firstBusinessDay(from: date), plus: 0)
    }

    /// The last business day before a date.
    public func businessDay(before date: CalendarDate) throws(CalendarError) -> CalendarDate {
        try check(date)
        let index = firstBusinessDay(from: date) - 1
        guard index >= 0 else { throw .outsideCoverage(calendar: id, date.adding(days: -1)) }
        return CalendarDate(dayNumber: Int(businessDays[index]))
    }

    /// How many business days lie after `start`, up to and including `end`.
    public func businessDays(after start: CalendarDate, through end: CalendarDate) throws(CalendarError) -> Int {
        try check(start)
        try check(end)
        return max(0, firstBusinessDay(from: end.adding(days: 1)) - firstBusinessDay(from: start.adding(days: 1)))
    }

    private func businessDay(at index: Int, plus more: Int) throws(CalendarError) -> CalendarDate {
        guard more < businessDays.count - index else { throw .beyondHorizon(coverage.upperBound) }
        return CalendarDate(dayNumber: Int(businessDays[index + more]))
    }

    private func firstBusinessDay(from date: CalendarDate) -> Int {
        businessDays.partition { Int($0) < date.dayNumber }
    }

    private func check(_ date: CalendarDate) throws(CalendarError) {
        guard coverage.contains(date) else { throw .outsideCoverage(calendar: id, date) }
    }
}
