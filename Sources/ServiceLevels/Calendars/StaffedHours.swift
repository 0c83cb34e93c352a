/// When the team is there: shifts by weekday in local time, what holds on bank holidays, and single dates that differ.
public struct StaffedHours: Hashable, Sendable {
    /// From one wall time to another; one that would not end after it begins runs past midnight into the next day.
    public struct Window: Hashable, Sendable {
        public let opens: TimeOfDay
        public let closes: TimeOfDay

        /// Nil where both are the same time: round the clock is 00:00 to 24:00.
        public init?(opens: TimeOfDay, closes: TimeOfDay) {
            guard opens.seconds < 86_400, opens != closes else { return nil }
            self.opens = opens
            self.closes = closes
        }

        /// Seconds after the midnight before `opens`, up to two days.
        var closingSecond: Int { closes > opens ? closes.seconds : closes.seconds + 86_400 }
    }

    /// Windows that hold on some days of the week.
    public struct Shift: Hashable, Sendable {
        public enum Holidays: Hashable, Sendable {
            /// Weekdays count whether they are holidays or not: "every day".
            case included
            /// Not on holidays of the calendar: named weekdays.
            case excluded
            /// Only on holidays, on whichever weekday they fall.
            case only
        }

        public let windows: [Window]
        public let weekdays: Set<Weekday>
        public let holidays: Holidays

        public init(windows: [Window], weekdays: Set<Weekday>, holidays: Holidays) {
            self.windows = windows
            self.weekdays = weekdays
            self.holidays = holidays
        }
    }

    public let shifts: [Shift]
    /// What holds on single dates instead of the shifts; an empty list is a closed day. A window belongs to the date on which it
    /// opens: an override does not shorten the night shift that began the day before.
    public let overrides: [CalendarDate: [Window]]

    public init(shifts: [Shift], overrides: [CalendarDate: [Window]] = [:]) {
        self.shifts = shifts
        self.overrides = overrides
    }

    public func overriding(_ date: CalendarDate, with windows: [Window]) -> StaffedHours {
        StaffedHours(shifts: shifts, overrides: overrides.merging([date: windows]) { $1 })
    }

    /// Whether holidays change anything: if not, the hours reach beyond what the calendar covers.
    var dependOnHolidays: Bool { shifts.contains { $0.holidays != .included } }

    /// The windows that open on a date.
    func windows(on date: CalendarDate, isHoliday: Bool) -> [Window] {
        if let override = overrides[date] { return override }
        return shifts.flatMap { shift in
            let applies =
                switch shift.holidays {
                case .included: shift.weekdays.contains(date.weekday)
                case .excluded: !isHoliday && shift.weekdays.contains(date.weekday)
                case .only: isHoliday
                }
            return applies ? shift.windows : []
        }
    }
}
