/// Staffed hours laid out on the time line of a place, for exact arithmetic to the millisecond.
///
/// Every window becomes an interval of instants (it opens at the first showing of its opening time and closes at the last of its
/// closing time, see `ZoneRules`), overlaps are joined, and sums are kept, so that adding and counting are binary searches.
/// Laying out 16 years takes a few milliseconds; do it once for each set of terms.
public struct StaffedTime: Hashable, Sendable {
    /// One unbroken stretch during which the team is there; `closes` is exclusive.
    public struct Stretch: Hashable, Sendable {
        public let opens: Timestamp
        public let closes: Timestamp
    }

    public let stretches: [Stretch]
    /// The instants about which there is an answer; the upper bound is exclusive.
    public let horizon: Range<Timestamp>
    public let lastDay: CalendarDate
    /// Staffed milliseconds before each stretch, and after the last: one more than there are stretches.
    private let before: [Int64]
    private let calendar: String
    private let zone: ZoneRules

    /// - Parameter days: the dates to lay out; left out, the whole coverage of the calendar.
    public init(
        _ hours: StaffedHours, calendar: BusinessCalendar, zone: ZoneRules, days: ClosedRange<CalendarDate>? = nil
    ) throws(CalendarError) {
        let days = days ?? calendar.coverage
        guard zone.name == calendar.zone else { throw .wrongZone(calendar: calendar.id, wants: calendar.zone, given: zone.name) }
        guard days.upperBound.days(since: days.lowerBound) <= 36_600 else { throw .coverage(calendar: calendar.id) }
        if hours.dependOnHolidays {
            guard calendar.coverage.contains(days.lowerBound) else {
                throw .outsideCoverage(calendar: calendar.id, days.lowerBound)
            }
            guard calendar.coverage.contains(days.upperBound) else {
                throw .outsideCoverage(calendar: calendar.id, days.upperBound)
            }
        }
        horizon =
            zone.first(LocalTime(days.lowerBound, .midnight))..<zone.first(LocalTime(days.upperBound.adding(days: 1), .midnight))
        lastDay = days.upperBound
        self.calendar = calendar.id
        self.zone = zone
        stretches = Self.layOut(hours, calendar: calendar, zone: zone, days: days, within: horizon)
        var sum: Int64 = 0
        before =
            [0]
            + stretches.map { stretch in
                sum += stretch.closes.milliseconds(since: stretch.opens)
                return sum
            }
    }

    private static func layOut(
        _ hours: StaffedHours, calendar: BusinessCalendar, zone: ZoneRules, days: ClosedRange<CalendarDate>, within: Range<Timestamp>
    ) -> [Stretch] {
        var found: [Stretch] = []
        // A night shift of the day before the first may reach into it.
        for day in days.lowerBound.dayNumber - 1...days.upperBound.dayNumber {
            let date = CalendarDate(dayNumber: day)
            for window in hours.windows(on: date, isHoliday: calendar.holiday(on: date) != nil) {
                let opens = zone.first(LocalTime(date, window.opens))
                let closes = zone.last(LocalTime(date: date, secondsAfterMidnight: window.closingSecond))
                let clipped = Stretch(opens: max(opens, within.lowerBound), closes: min(closes, within.upperBound))
                if clipped.opens < clipped.closes { found.append(clipped) }
            }
        }
        found.sort { $0.opens < $1.opens }
        var joined: [Stretch] = []
        joined.reserveCapacity(found.count)
        for stretch in found {
            if let last = joined.last, stretch.opens <= last.closes {
                joined[joined.count - 1] = Stretch(opens: last.opens, closes: max(last.closes, stretch.closes))
            } else {
                joined.append(stretch)
            }
        }
        return joined
    }

    /// The earliest instant by which so much staffed time has passed since `start`.
    public func adding(milliseconds: Int64, to start: Timestamp) throws(CalendarError) -> Timestamp {
        try check(start)
        guard milliseconds > 0 else { return start }
        let goal = passed(at: start).addingSaturating(milliseconds)
        // The first stretch at whose end the goal is reached.
        let index = before.partition { $0 < goal } - 1
        guard index < stretches.count else { throw .beyondHorizon(lastDay) }
        return stretches[index].opens.adding(milliseconds: goal - before[index])
    }

    /// The earliest instant by which so much staffed time has passed since `start`.
    public func adding(seconds: Int64, to start: Timestamp) throws(CalendarError) -> Timestamp {
        try adding(milliseconds: seconds.multipliedSaturating(by: 1000), to: start)
    }

    /// Staffed milliseconds from `start` to `end`; 0 where `end` is not later.
    public func milliseconds(from start: Timestamp, to end: Timestamp) throws(CalendarError) -> Int64 {
        try check(start)
        try check(end)
        return max(0, passed(at: end) - passed(at: start))
    }

    public func isStaffed(at instant: Timestamp) throws(CalendarError) -> Bool {
        try check(instant)
        let index = firstStretch(closingAfter: instant)
        return index < stretches.count && stretches[index].opens <= instant
    }

    /// The stretches that overlap a span of time, whole, at most `most`.
    public func stretches(from start: Timestamp, to end: Timestamp, most: Int) -> ArraySlice<Stretch> {
        let first = firstStretch(closingAfter: start)
        let last = stretches.partition { $0.opens < end }
        return stretches[first..<first + min(max(0, last - first), max(0, most))]
    }

    /// Staffed milliseconds from the beginning of the horizon.
    private func passed(at instant: Timestamp) -> Int64 {
        let index = firstStretch(closingAfter: instant)
        guard index < stretches.count else { return before[index] }
        return before[index] + max(0, instant.milliseconds(since: stretches[index].opens))
    }

    private func firstStretch(closingAfter instant: Timestamp) -> Int {
        stretches.partition { $0.closes <= instant }
    }

    private func check(_ instant: Timestamp) throws(CalendarError) {
        guard horizon.contains(instant) || instant == horizon.upperBound else {
            throw .outsideCoverage(calendar: calendar, zone.date(at: instant))
        }
    }
}
