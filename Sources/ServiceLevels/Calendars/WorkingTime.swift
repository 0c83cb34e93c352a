/// What a place's deadlines are worked out with: its business days, its clocks, its staffed hours and its close of business.
///
/// Which calendar counts belongs to each rule, so there may be several of these in one firm.
public struct WorkingTime: Hashable, Sendable {
    public let calendar: BusinessCalendar
    public let zone: ZoneRules
    public let staffed: StaffedTime
    /// Local to `zone`.
    public let closeOfBusiness: TimeOfDay

    /// - Throws: where the calendar is kept in another zone than the rules given, or does not cover `days`.
    public init(
        calendar: BusinessCalendar, zone: ZoneRules, hours: StaffedHours, closeOfBusiness: TimeOfDay,
        days: ClosedRange<CalendarDate>? = nil
    ) throws(CalendarError) {
        self.calendar = calendar
        self.zone = zone
        self.closeOfBusiness = closeOfBusiness
        staffed = try StaffedTime(hours, calendar: calendar, zone: zone, days: days)
    }
}
