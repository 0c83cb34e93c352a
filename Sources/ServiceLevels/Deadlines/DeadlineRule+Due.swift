extension DeadlineRule {
    /// When the deadline falls, for something received, or known, at an instant.
    ///
    /// - Parameter pauses: spans in which counting stopped, as while an asked-for proof of identity is awaited; in any order. In
    ///   elapsed units they do not count, to the millisecond. In calendar units the last day moves on by as many days (business
    ///   days, where the rule counts those) as lie between the local dates on which a pause began and ended. Nothing counts twice
    ///   where pauses overlap, and a pause that begins at the deadline or later changes nothing.
    /// - Throws: where a needed date lies outside the calendar's coverage.
    public func due(
        from instant: Timestamp, pauses: [Range<Timestamp>] = [], in time: WorkingTime
    ) throws(CalendarError) -> Timestamp {
        var due = try finish(from: instant, paused: 0, in: time)
        guard !pauses.isEmpty else { return due }
        var paused: Int64 = 0
        var reached = unit.isElapsed ? beginning(from: instant, in: time) : instant
        for pause in pauses.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            let span = max(pause.lowerBound, reached)..<max(pause.upperBound, reached)
            guard !span.isEmpty, span.lowerBound < due else { continue }
            paused = paused.addingSaturating(try length(of: span, in: time))
            due = try finish(from: instant, paused: paused, in: time)
            reached = span.upperBound
        }
        return due
    }

    /// The end of a period in which counting stopped for so long: milliseconds in elapsed units, days in the others.
    private func finish(from instant: Timestamp, paused: Int64, in time: WorkingTime) throws(CalendarError) -> Timestamp {
        let counted = unit.isElapsed ? try elapsed(from: instant, paused: paused, in: time) : nil
        let wall: LocalTime
        if let counted {
            if end == .instant && roll == .none { return counted }
            wall = time.zone.local(at: counted)
        } else {
            wall = try lastDay(from: time.zone.local(at: instant), paused: Int(paused), in: time)
        }
        let last = roll == .none ? wall.date : try time.calendar.businessDay(onOrAfter: wall.date)
        if let counted, end == .instant, last == wall.date { return counted }
        // In a repeated hour the first showing ends the period; a skipped time ends it when the clocks jump.
        let shown =
            switch end {
            case .instant: LocalTime(date: last, millisecond: wall.millisecond)
            case .closeOfBusiness: LocalTime(last, time.closeOfBusiness)
            case .endOfDay: LocalTime(last, .lastSecond)
            }
        return time.zone.first(shown)
    }

    private func length(of pause: Range<Timestamp>, in time: WorkingTime) throws(CalendarError) -> Int64 {
        if unit.isElapsed {
            switch basis {
            case .allTime: return pause.upperBound.milliseconds(since: pause.lowerBound)
            case .staffed: return try time.staffed.milliseconds(from: pause.lowerBound, to: pause.upperBound)
            }
        }
        let (first, last) = (time.zone.date(at: pause.lowerBound), time.zone.date(at: pause.upperBound))
        guard unit == .businessDays else { return Int64(last.days(since: first)) }
        return Int64(try time.calendar.businessDays(after: first, through: last))
    }

    /// Where an elapsed period begins: at the instant, or with the first instant of the day after.
    func beginning(from instant: Timestamp, in time: WorkingTime) -> Timestamp {
        guard start == .dayAfter else { return instant }
        return time.zone.first(LocalTime(time.zone.date(at: instant).adding(days: 1), .midnight))
    }

    /// Where an elapsed period ends, before it is carried to a point of that day.
    func elapsed(from instant: Timestamp, paused: Int64 = 0, in time: WorkingTime) throws(CalendarError) -> Timestamp {
        let begin = beginning(from: instant, in: time)
        let length = unit.seconds.multipliedSaturating(by: Int64(count) * 1000).addingSaturating(paused)
        switch basis {
        case .allTime: return begin.adding(milliseconds: length)
        case .staffed: return try time.staffed.adding(milliseconds: length, to: begin)
        }
    }

    /// The last day of a period in calendar units, with the wall time at which counting began.
    func lastDay(from wall: LocalTime, paused: Int = 0, in time: WorkingTime) throws(CalendarError) -> LocalTime {
        // The day before the first that counts: a period of one day ends one day after it.
        let zero = start == .receipt ? wall.date.adding(days: -1) : wall.date
        let last =
            switch unit {
            case .calendarWeeks: zero.adding(days: 7 * count + paused)
            case .calendarMonths: zero.adding(months: count).adding(days: paused)
            case .businessDays: try time.calendar.date(count + paused, businessDaysAfter: zero)
            case .minutes, .hours, .days, .calendarDays: zero.adding(days: count + paused)
            }
        return LocalTime(date: last, millisecond: wall.millisecond)
    }
}
