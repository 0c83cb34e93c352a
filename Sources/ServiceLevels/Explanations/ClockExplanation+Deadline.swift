extension ClockExplanation {
    /// Explains when a deadline falls.
    public init(of rule: DeadlineRule, from instant: Timestamp, in time: WorkingTime) throws(CalendarError) {
        let due = try rule.due(from: instant, in: time)
        var steps: [Step] = [.began(instant)]
        if rule.unit.isElapsed {
            let begin = rule.beginning(from: instant, in: time)
            if begin > instant { steps.append(.waited(from: instant, to: begin)) }
            let reached = try rule.elapsed(from: instant, in: time)
            switch rule.basis {
            case .allTime: steps.append(.counted(from: begin, to: reached))
            case .staffed: steps += Self.stretches(from: begin, to: reached, staffed: time.staffed, in: time)
            }
            try Self.appendRoll(from: time.zone.date(at: reached), rule, time, to: &steps)
        } else {
            let last = try rule.lastDay(from: time.zone.local(at: instant), in: time).date
            let received = time.zone.date(at: instant)
            let first = rule.start == .receipt ? received : received.adding(days: 1)
            if rule.unit == .businessDays {
                let counted = try time.calendar.businessDay(onOrAfter: first)
                if counted > first { steps += Self.skippedDays(from: first, through: counted.adding(days: -1), time.calendar) }
                steps.append(.firstDay(counted))
                steps += Self.skippedDays(from: counted, through: last, time.calendar)
            } else {
                steps.append(.firstDay(first))
            }
            steps.append(.lastDay(last))
            try Self.appendRoll(from: last, rule, time, to: &steps)
        }
        steps += Self.changes(of: time.zone, from: instant, to: due)
        // Minutes and hours of life and scam are answered at any hour; a day or more is work.
        if rule.isWork, let last = try rule.lastWorkingMoment(from: instant, in: time) { steps.append(.lastWorked(last)) }
        steps.append(.due(due))
        self.steps = steps
    }

    private static func skippedDays(from first: CalendarDate, through last: CalendarDate, _ calendar: BusinessCalendar) -> [Step] {
        var steps: [Step] = []
        var more = 0
        for day in first.dayNumber...max(first, last).dayNumber {
            let date = CalendarDate(dayNumber: day)
            let holiday = calendar.holiday(on: date)?.name
            guard holiday != nil || calendar.weekend.contains(date.weekday) else { continue }
            if steps.count < mostListed { steps.append(.skipped(date, holiday: holiday)) } else { more += 1 }
        }
        if more > 0 { steps.append(.furtherSkipped(days: more)) }
        return steps
    }

    private static func appendRoll(
        from last: CalendarDate, _ rule: DeadlineRule, _ time: WorkingTime, to steps: inout [Step]
    ) throws(CalendarError) {
        guard rule.roll == .nextWorkingDay else { return }
        let next = try time.calendar.businessDay(onOrAfter: last)
        guard next != last else { return }
        for day in last.dayNumber..<next.dayNumber {
            let date = CalendarDate(dayNumber: day)
            steps.append(.skipped(date, holiday: time.calendar.holiday(on: date)?.name))
        }
        steps.append(.rolled(from: last, to: next))
    }
}
