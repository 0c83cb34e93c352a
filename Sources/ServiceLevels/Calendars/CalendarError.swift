/// Why a calendar could not be made, or could not answer.
public enum CalendarError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The calendar's dates do not reach that far: extend its file, or ask about another time.
    case outsideCoverage(calendar: String, CalendarDate)
    /// The answer lies after the last day that was worked out: nobody may be staffed, or the period is very long.
    case beyondHorizon(CalendarDate)
    /// The coverage is empty or longer than 100 years.
    case coverage(calendar: String)
    /// A holiday stands outside the dates that the file claims to cover.
    case holidayOutsideCoverage(calendar: String, CalendarDate)
    /// Calendars of different zones cannot be joined.
    case differentZones(String, String)
    /// The zone rules given are of another place than the calendar names.
    case wrongZone(calendar: String, wants: String, given: String)

    public var description: String {
        switch self {
        case .outsideCoverage(let calendar, let date):
            "calendar \(calendar) says nothing about \(date); extend its file"
        case .beyondHorizon(let date):
            "the answer lies after \(date), the last day worked out; is anybody ever staffed?"
        case .coverage(let calendar):
            "calendar \(calendar) must cover at least one day and at most 100 years"
        case .holidayOutsideCoverage(let calendar, let date):
            "calendar \(calendar) lists \(date), which is outside the dates it covers"
        case .differentZones(let first, let second):
            "calendars of \(first) and \(second) cannot be joined: their days begin at different instants"
        case .wrongZone(let calendar, let wants, let given):
            "calendar \(calendar) is kept in \(wants), not in \(given)"
        }
    }
}
