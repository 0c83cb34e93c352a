/// What a clock on the wall shows: a date and a time of day, without saying where.
public struct LocalTime: Hashable, Comparable, Sendable {
    public let date: CalendarDate
    /// Milliseconds after midnight, 0 to 86,399,999.
    public let millisecond: Int

    /// 24:00 becomes midnight of the day after.
    public init(_ date: CalendarDate, _ time: TimeOfDay) {
        self.init(date: date, secondsAfterMidnight: time.seconds)
    }

    init(date: CalendarDate, millisecond: Int) {
        self.date = date
        self.millisecond = millisecond
    }

    /// Seconds may run past the end of the day, as a shift does that ends on the next.
    init(date: CalendarDate, secondsAfterMidnight seconds: Int) {
        self.date = date.adding(days: seconds / 86_400)
        self.millisecond = seconds % 86_400 * 1000
    }

    /// The wall clock at offset zero.
    init(asIfUTC instant: Timestamp) {
        let day = instant.milliseconds.flooredQuotient(by: 86_400_000)
        date = CalendarDate(dayNumber: Int(day))
        // Only at the very start of the 64-bit range does the product saturate.
        millisecond = Int(min(max(instant.milliseconds.subtractingSaturating(day.multipliedSaturating(by: 86_400_000)), 0), 86_399_999))
    }

    /// Where this wall time would be if the place were at offset zero.
    var asIfUTC: Timestamp {
        Timestamp(milliseconds: Int64(date.dayNumber).multipliedSaturating(by: 86_400_000).addingSaturating(Int64(millisecond)))
    }

    public static func < (left: LocalTime, right: LocalTime) -> Bool {
        (left.date, left.millisecond) < (right.date, right.millisecond)
    }
}
