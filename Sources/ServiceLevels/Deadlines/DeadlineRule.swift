/// How a deadline is counted: so many of a unit, from where, to which point of the last day.
///
/// A deadline stands beside the conversation's clock and never resets it. Counting follows the handbook's terms: a period of days,
/// weeks, months or business days has a first day that counts, and ends on its last.
public struct DeadlineRule: Hashable, Sendable {
    public enum Unit: Hashable, Sendable {
        /// Elapsed time, to the second, whatever the clocks on the wall do.
        case minutes, hours, days
        /// Counted in local dates. A month ends on the same day of the month, or on the last day of a shorter one.
        case calendarDays, calendarWeeks, calendarMonths
        /// Days that are neither weekend nor holiday in the rule's calendar.
        case businessDays
    }

    /// Where counting begins.
    public enum Start: Hashable, Sendable {
        /// At the instant of receipt; in calendar units the day of receipt is the first day counted ("beginning with the day").
        case receipt
        /// The day after receipt is the first day counted ("following the day", "after receipt").
        case dayAfter
        /// At the instant the firm became aware; in calendar units the day after is the first counted (Regulation 1182/71, art. 3).
        case awareness
    }

    /// To which point of the last day the period runs.
    public enum End: Hashable, Sendable {
        /// The very instant; in calendar units the wall time at which counting began.
        case instant
        /// The firm's close of business on the last day.
        case closeOfBusiness
        /// 23:59:59 local time of the last day.
        case endOfDay
    }

    /// What happens when the last day is not a business day.
    public enum Roll: Hashable, Sendable {
        case none
        case nextWorkingDay
    }

    public let count: Int
    public let unit: Unit
    public let start: Start
    public let end: End
    public let roll: Roll
    /// Whether elapsed units count all time or staffed time; calendar units know no such difference.
    public let basis: Basis

    /// Nil where the count is not 1 to 10,000 units, or a calendar unit is to count staffed time.
    public init?(
        _ count: Int, _ unit: Unit, from start: Start, to end: End = .instant, roll: Roll = .none, basis: Basis = .allTime
    ) {
        guard (1...(unit == .minutes ? 1_000_000 : 10_000)).contains(count) else { return nil }
        guard basis == .allTime || unit.isElapsed else { return nil }
        self.count = count
        self.unit = unit
        self.start = start
        self.end = end
        self.roll = roll
        self.basis = basis
    }
}

extension DeadlineRule.Unit {
    /// Whether the unit is a length of time rather than a step through the calendar.
    public var isElapsed: Bool {
        switch self {
        case .minutes, .hours, .days: true
        case .calendarDays, .calendarWeeks, .calendarMonths, .businessDays: false
        }
    }

    var seconds: Int64 {
        switch self {
        case .minutes: 60
        case .hours: 3600
        case .days, .calendarDays, .calendarWeeks, .calendarMonths, .businessDays: 86_400
        }
    }
}
