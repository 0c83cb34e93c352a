extension DeadlineRule {
    /// When the deadline falls, for something received, or known, at an instant.
    ///
    /// - Throws: where a needed date lies outside the calendar's coverage.
    public func due(from instant: Timestamp, in time: WorkingTime) throws(CalendarError) -> Timestamp {
        let counted = unit.isElapsed ? try elapsed(from: instant, in: time) : nil
        let wall: LocalTime
        if let counted {
            if end == .instant && roll == .none { return counted }
            wall = time.zone.local(at: counted)
        } else {
            wall = try lastDay(from: time.zone.local(at: instant), in: time)
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

    /// Where an elapsed period begins: at the instant, or with the first instant of the day after.
    func beginning(from instant: Timestamp, in time: WorkingTime) -> Timestamp {
        guard start == .dayAfter else { return instant }
        return time.zone.first(LocalTime(time.zone.date(at: instant).adding(days: 1), .midnight))
    }

    /// Where an elapsed period ends, before it is carried to a point of that day.
    func elapsed(from instant: Timestamp, in time: WorkingTime) throws(CalendarError) -> Timestamp {
        let begin = beginning(from: instant, in: time)
        let seconds = unit.seconds.multipliedSaturating(by: Int64(count))
        switch basis {
        case .allTime: return begin.adding(seconds: seconds)
        case .staffed: return try time.staffed.adding(seconds: seconds, to: begin)
        }
    }

    /// The last day of a period in calendar units, with the wall time at which counting began.
    func lastDay(from wall: LocalTime, in time: WorkingTime) throws(CalendarError) -> LocalTime {
        // The day before the first that counts: a period of one day ends one day after it.
        let zero = start == .receipt ? wall.date.adding(days: -1) : wall.date
        let last =
            switch unit {
            case .calendarWeeks: zero.adding(days: 7 * count)
            case .calendarMonths: zero.adding(months: count)
            case .businessDays: try time.calendar.date(count, businessDaysAfter: zero)
            case .minutes, .hours, .days, .calendarDays: zero.adding(days: count)
            }
        return LocalTime(date: last, millisecond: wall.millisecond)
    }
}
