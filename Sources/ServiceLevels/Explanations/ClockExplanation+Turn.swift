extension ClockExplanation {
    /// Explains a turn's due time from its start and its promise.
    ///
    /// - Parameters:
    ///   - ground: what the target hangs on, where the facts that say so still exist.
    ///   - parts: how many parts the conversation has.
    ///   - staffed: the staffed time of the terms that the promise names.
    ///   - time: calendar and zone of those terms, to name days that do not count and changes of the clocks; nil names none.
    public init(
        of turn: Turn, ground: ServiceLevel.Ground? = nil, parts: Int = 1, staffed: StaffedTime, in time: WorkingTime? = nil
    ) throws(CalendarError) {
        var steps: [Step] = [.published(turn.start)]
        if parts > 1 { steps.append(.strictestOf(parts: parts)) }
        if let promise = turn.promise {
            steps.append(.target(promise.target, ground))
            let reached = try promise.target.due(start: turn.start, staffed: staffed)
            if reached == promise.due {
                switch promise.target.basis {
                case .allTime: steps.append(.counted(from: turn.start, to: promise.due))
                case .staffed: steps += Self.stretches(from: turn.start, to: promise.due, staffed: staffed, in: time)
                }
            } else {
                // Earlier than start and target give: another part, or another start, had made the stricter promise.
                steps.append(.earlierPromise(due: promise.due))
            }
            if let time { steps += Self.changes(of: time.zone, from: turn.start, to: promise.due) }
            steps.append(.due(promise.due))
        }
        if let ended = turn.ended { steps.append(.ended(ended)) }
        self.steps = steps
    }

    static func stretches(from start: Timestamp, to due: Timestamp, staffed: StaffedTime, in time: WorkingTime? = nil) -> [Step] {
        var steps: [Step] = []
        var cursor = start
        let all = staffed.stretches(from: start, to: due, most: .max)
        for stretch in all.prefix(mostListed) {
            if stretch.opens > cursor {
                steps.append(.waited(from: cursor, to: stretch.opens))
                if let time { steps += daysWithin(cursor, stretch.opens, time) }
            }
            let closes = min(stretch.closes, due)
            steps.append(.counted(from: max(stretch.opens, cursor), to: closes))
            cursor = closes
        }
        let rest = all.dropFirst(mostListed).reduce(Int64(0)) { $0 + min($1.closes, due).milliseconds(since: $1.opens) }
        if rest > 0 { steps.append(.further(countedMilliseconds: rest, to: due)) }
        return steps
    }

    /// The days that lie wholly between two instants and do not count, by name.
    private static func daysWithin(_ from: Timestamp, _ to: Timestamp, _ time: WorkingTime) -> [Step] {
        let first = time.zone.date(at: from).dayNumber + 1
        let last = time.zone.date(at: to).dayNumber
        guard first < last else { return [] }
        return (first..<last).prefix(mostListed).map { day in
            let date = CalendarDate(dayNumber: day)
            let holiday = time.calendar.holiday(on: date)?.name
            return holiday != nil || time.calendar.weekend.contains(date.weekday) ? .skipped(date, holiday: holiday) : .unstaffed(date)
        }
    }
}
