/// Why a due time is what it is: the steps that lead to it, first to last.
///
/// Steps are values; `lines(in:)` says them in words. They hold instants, targets and names of the firm's own files, never anything
/// that a customer wrote.
public struct ClockExplanation: Hashable, Sendable {
    public enum Step: Hashable, Sendable {
        /// The first unanswered customer message was published.
        case published(Timestamp)
        /// What the deadline is about was received, or known.
        case began(Timestamp)
        /// The conversation has this many parts, and the strictest of their turns is shown.
        case strictestOf(parts: Int)
        /// The target that was the strictest, and what it hangs on where that is still known.
        case target(ResponseTarget, ServiceLevel.Ground?)
        /// Nobody was there: this time does not count.
        case waited(from: Timestamp, to: Timestamp)
        /// This time counts.
        case counted(from: Timestamp, to: Timestamp)
        /// Further stretches are not listed one by one.
        case further(countedMilliseconds: Int64, to: Timestamp)
        /// The first day that counts.
        case firstDay(CalendarDate)
        /// A day that does not count: a holiday by name, or a weekend day.
        case skipped(CalendarDate, holiday: String?)
        /// A working day without staffed hours.
        case unstaffed(CalendarDate)
        /// More days do not count that are not listed one by one.
        case furtherSkipped(days: Int)
        /// The last day that counts.
        case lastDay(CalendarDate)
        /// The last day was not a business day and gave way to the next one.
        case rolled(from: CalendarDate, to: CalendarDate)
        /// The clocks on the wall went forward, or back where it is negative, by so many seconds at an instant.
        case clocksChanged(Timestamp, seconds: Int)
        /// The promise was tightened to less than its target says, by an earlier promise for the same turn.
        case earlierPromise(due: Timestamp)
        case due(Timestamp)
        /// Before the due time people work for the last time on an earlier day, until then.
        case lastWorked(Timestamp)
        case ended(Timestamp)
    }

    public let steps: [Step]

    /// At most so many stretches or skipped days are listed one by one.
    static let mostListed = 40

    /// The changes of the zone's clocks between two instants.
    static func changes(of zone: ZoneRules, from start: Timestamp, to end: Timestamp) -> [Step] {
        var steps: [Step] = []
        var segment = zone.segment(at: start.seconds)
        while segment.end <= end.seconds, steps.count < mostListed {
            let next = zone.segment(at: segment.end)
            if next.offset != segment.offset {
                steps.append(.clocksChanged(Timestamp(seconds: segment.end), seconds: Int(next.offset - segment.offset)))
            }
            segment = next
        }
        return steps
    }
}
