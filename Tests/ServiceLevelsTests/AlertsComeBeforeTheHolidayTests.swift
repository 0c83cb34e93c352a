import ServiceLevels
import Testing

/// A weekend or a holiday before a deadline swallows the slack: the last working moment lies before it, and is told.
struct AlertsComeBeforeTheHolidayTests {
    static let eightWeeks = DeadlineRule(8, .calendarWeeks, from: .dayAfter, to: .endOfDay)
    static let month = DeadlineRule(1, .calendarMonths, from: .dayAfter, to: .endOfDay, roll: .nextWorkingDay)
    static let thirtyDays = DeadlineRule(30, .calendarDays, from: .dayAfter, to: .endOfDay, roll: .nextWorkingDay)
    static let hours = DeadlineRule(72, .hours, from: .awareness)
    static let businessDays = DeadlineRule(15, .businessDays, from: .dayAfter, to: .endOfDay)

    func last(_ rule: DeadlineRule?, _ from: String, calendar: BusinessCalendar = Places.england) throws -> String? {
        let time = try Places.working(calendar: calendar)
        return try #require(rule).lastWorkingMoment(from: Places.at(from), in: time)?.iso8601(in: time.zone)
    }

    @Test func whatEndsOnEasterMondayIsWarnedOfOnMaundyThursday() throws {
        #expect(try last(Self.eightWeeks, "2027-02-01T09:30:00Z") == "2027-03-25T17:00:00+00:00")
        // Easter Monday is a working day in Scotland, where there is time left on the day itself.
        #expect(try last(Self.eightWeeks, "2027-02-01T09:30:00Z", calendar: Places.scotland) == nil)
    }

    @Test func whatGivesWayToTheNextWorkingDayIsWarnedOfBeforeItsOwnEnd() throws {
        // 27 March 2027 is Easter Saturday; the month may be met on the Tuesday after.
        #expect(try last(Self.month, "2027-02-27T10:00:00Z") == "2027-03-25T17:00:00+00:00")
        #expect(try last(Self.thirtyDays, "2027-02-24T10:00:00Z") == "2027-03-25T17:00:00+00:00")
        #expect(try last(Self.month, "2027-02-02T10:00:00Z") == nil)
    }

    @Test func hoursThatEndBeforeAnybodyIsThereAreWarnedOfTheDayBefore() throws {
        // Known on Friday at five in the morning: over on Monday at five, when nobody has come yet.
        #expect(try last(Self.hours, "2027-02-05T05:00:00Z") == "2027-02-05T17:00:00+00:00")
        // From nine o'clock on there is time on Monday.
        #expect(try last(Self.hours, "2027-02-05T09:00:00Z") == nil)
        // Known on Maundy Thursday in the evening: nobody works before it is over, and the warning is due at once.
        #expect(try last(Self.hours, "2027-03-25T18:00:00Z") == "2027-03-25T18:00:00+00:00")
    }

    @Test func whatIsCountedInBusinessDaysEndsOnOne() throws {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<300 {
            let from = Places.at("2026-06-01T00:00:00Z") + .seconds(60 * Int.random(in: 0..<800_000, using: &random))
            let time = try Places.working()
            #expect(try #require(Self.businessDays).lastWorkingMoment(from: from, in: time) == nil)
        }
    }

    /// The slow way: the last minute before the end at which somebody works, minute by minute backwards.
    @Test func theLastMomentIsTheOneThatWalkingBackFinds() throws {
        let time = try Places.working()
        var random = SeededGenerator(seed: 10)
        for round in 0..<60 {
            let rule = try #require(
                [Self.eightWeeks, Self.hours, DeadlineRule(30, .calendarDays, from: .dayAfter, to: .endOfDay)][round % 3])
            let from = Places.at("2026-11-01T00:00:00Z") + .seconds(60 * Int.random(in: 0..<500_000, using: &random))
            let due = try rule.due(from: from, in: time)
            var moment = due
            func works(_ moment: Timestamp) throws -> Bool {
                let local = time.zone.local(at: moment)
                guard try time.calendar.isBusinessDay(local.date) else { return false }
                return local.millisecond >= 8 * 3_600_000 && local.millisecond < 17 * 3_600_000
            }
            repeat { moment = moment + .seconds(-60) } while try !works(moment)
            let last = try rule.lastWorkingMoment(from: from, in: time)
            guard time.zone.date(at: moment) != time.zone.date(at: due) else {
                #expect(last == nil)
                continue
            }
            let close = try #require(last)
            #expect(close == from || time.zone.date(at: close) == time.zone.date(at: moment))
            #expect(close >= from)
        }
    }

    @Test func theExplanationSaysIt() throws {
        let time = try Places.working()
        let rule = try #require(Self.eightWeeks)
        let lines = try ClockExplanation(of: rule, from: Places.at("2027-02-01T09:30:00Z"), in: time).lines(in: time.zone)
        #expect(lines.dropLast().last?.hasPrefix("2027-03-25T17:00:00+00:00 is the last working moment") == true, "\(lines)")
        let ordinary = try ClockExplanation(of: rule, from: Places.at("2027-02-02T09:30:00Z"), in: time).lines(in: time.zone)
        #expect(!ordinary.contains { $0.contains("last working moment") })
    }
}
