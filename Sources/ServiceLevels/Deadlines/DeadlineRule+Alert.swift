extension DeadlineRule {
    /// The last moment at which people work before the deadline, where that lies on an earlier day: whoever waits for the day itself has no
    /// time left. Nil where somebody works on the day before the deadline falls.
    ///
    /// People work on business days, from the first staffed moment of the day (from midnight where none is staffed) to the close of
    /// business. Of a deadline that gives way to the next working day the period itself is meant and not the days of grace: one that ends on
    /// Easter Saturday is warned of before Good Friday, though it may be met after Easter.
    /// - Returns: never before the instant from which the deadline counts; where nobody works in between, that instant.
    /// - Throws: where a needed date lies outside the calendar's coverage.
    public func lastWorkingMoment(from instant: Timestamp, in time: WorkingTime) throws(CalendarError) -> Timestamp? {
        let end = try withoutRoll.due(from: instant, in: time)
        let day = time.zone.date(at: end)
        if try time.calendar.isBusinessDay(day), time.opening(of: day) < end { return nil }
        let before = try time.calendar.businessDay(before: day)
        return max(instant, time.zone.first(LocalTime(before, time.closeOfBusiness)))
    }

    /// Whether the period is one of days: minutes and hours of a day are answered when they are, weekend or not.
    var isWork: Bool { !unit.isElapsed || Int64(count) * unit.seconds >= 86_400 }

    /// The same period, ending where it ends.
    private var withoutRoll: DeadlineRule {
        // The parts are those of a rule that was made before.
        DeadlineRule(count, unit, from: start, to: end, roll: .none, basis: basis) ?? self
    }
}

extension WorkingTime {
    /// The first staffed moment of a day; its midnight where none is staffed.
    fileprivate func opening(of day: CalendarDate) -> Timestamp {
        let (midnight, next) = (zone.first(LocalTime(day, .midnight)), zone.first(LocalTime(day.adding(days: 1), .midnight)))
        let place = staffed.stretches.partition { $0.closes <= midnight }
        guard place < staffed.stretches.count, staffed.stretches[place].opens < next else { return midnight }
        return max(midnight, staffed.stretches[place].opens)
    }
}
