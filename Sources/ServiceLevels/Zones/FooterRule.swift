/// The rule for all time after a zone file's last transition: a POSIX `TZ` string with the extensions of RFC 9636 section 3.3.1.
struct FooterRule: Hashable, Sendable {
    /// Seconds east of UTC.
    let standard: Int32
    let daylight: Daylight?

    struct Daylight: Hashable, Sendable {
        let offset: Int32
        let start: Change
        let end: Change
    }

    /// When the clocks change each year: on which day, and how many seconds after its midnight (-167 to 167 hours).
    struct Change: Hashable, Sendable {
        enum Day: Hashable, Sendable {
            /// `Jn`: 1 to 365, 29 February never counted.
            case julian(Int)
            /// `n`: 0 to 365, 29 February counted.
            case zeroBased(Int)
            /// `Mm.w.d`: weekday d (0 is Sunday) in week w (5 is the last) of month m.
            case weekday(month: Int, week: Int, day: Int)
        }

        let day: Day
        let seconds: Int

        /// Seconds since 1970 of the wall time in that year, as if at offset zero.
        func wallSecond(in year: Int) -> Int64 {
            Int64(dayNumber(in: year)) * 86_400 + Int64(seconds)
        }

        private func dayNumber(in year: Int) -> Int {
            let newYear = CalendarDate.dayNumber(year: year, month: 1, day: 1)
            switch day {
            case .julian(let day): return newYear + day - 1 + (day >= 60 && CalendarDate.isLeap(year) ? 1 : 0)
            case .zeroBased(let day): return newYear + day
            case .weekday(let month, let week, let weekday):
                let first = CalendarDate(dayNumber: CalendarDate.dayNumber(year: year, month: month, day: 1))
                // ISO numbers Sunday 7, POSIX 0.
                var day = 1 + (weekday - first.weekday.rawValue % 7 + 7) % 7 + (week - 1) * 7
                if day > CalendarDate.days(inMonth: month, of: year) { day -= 7 }
                return first.dayNumber + day - 1
            }
        }
    }

    func segment(at second: Int64) -> ZoneRules.Segment {
        guard let daylight else { return ZoneRules.Segment(start: .min, end: .max, offset: standard) }
        // Beyond any date with four digits the rule is held still: no year arithmetic on absurd instants.
        guard second > -62_000_000_000 else {
            return ZoneRules.Segment(start: .min, end: -62_000_000_000 + 1, offset: standard)
        }
        guard second < 253_000_000_000 else {
            return ZoneRules.Segment(start: 253_000_000_000, end: .max, offset: standard)
        }
        let year = CalendarDate(dayNumber: Int(second.flooredQuotient(by: 86_400))).year
        var segment = ZoneRules.Segment(start: -62_000_000_000 + 1, end: 253_000_000_000, offset: standard)
        // A change may fall up to a week outside its year; two years either side hold the neighbours in any case.
        for candidate in year - 2...year + 2 {
            let start = daylight.start.wallSecond(in: candidate) - Int64(standard)
            let end = daylight.end.wallSecond(in: candidate) - Int64(daylight.offset)
            if start <= end {
                segment.narrow(around: second, changeAt: start, to: daylight.offset)
                segment.narrow(around: second, changeAt: end, to: standard)
            } else {
                segment.narrow(around: second, changeAt: end, to: standard)
                segment.narrow(around: second, changeAt: start, to: daylight.offset)
            }
        }
        return segment
    }
}

extension ZoneRules.Segment {
    /// Of changes at the same instant the one given later stands.
    fileprivate mutating func narrow(around second: Int64, changeAt change: Int64, to offset: Int32) {
        if change > second {
            end = min(end, change)
        } else if change >= start {
            start = change
            self.offset = offset
        }
    }
}
