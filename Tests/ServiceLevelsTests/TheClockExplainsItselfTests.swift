import ServiceLevels
import Testing

struct TheClockExplainsItselfTests {
    @Test func countedStepsAddUpToTheTarget() throws {
        let time = try Places.working("mon-fri 09:00-12:30, 13:15-17:00; sat 10:00-14:00")
        var random = SeededGenerator(seed: 21)
        for _ in 0..<500 {
            let start = Places.at("2027-03-20T00:00:00Z") + .milliseconds(.random(in: 0..<20_000_000_000, using: &random))
            let target = ResponseTarget(seconds: .random(in: 1...900_000, using: &random), basis: .staffed)
            let promise = Promise(target: target, due: try target.due(start: start, staffed: time.staffed), terms: 1)
            let explanation = try ClockExplanation(of: Turn(start: start, promise: promise), staffed: time.staffed)
            var cursor = start
            var counted: Int64 = 0
            for step in explanation.steps {
                switch step {
                case .waited(let from, let to):
                    #expect(from == cursor)
                    #expect(try time.staffed.milliseconds(from: from, to: to) == 0)
                    cursor = to
                case .counted(let from, let to):
                    #expect(from == cursor)
                    counted += to.milliseconds(since: from)
                    cursor = to
                case .further(let more, let to):
                    counted += more
                    cursor = to
                default: break
                }
            }
            #expect(counted == Int64(target.seconds) * 1000)
            #expect(cursor == promise.due)
            #expect(explanation.steps.last == .due(promise.due))
            #expect(explanation.steps.count < 100)
        }
    }

    @Test func turnOverNight() throws {
        let time = try Places.working()
        let start = Places.at("2027-03-27T19:30:00Z")
        let target = ResponseTarget(seconds: 3600, basis: .staffed)
        let promise = Promise(target: target, due: try target.due(start: start, staffed: time.staffed), terms: 1)
        let turn = Turn(start: start, promise: promise, ended: Places.at("2027-03-28T07:10:05Z"))
        let explanation = try ClockExplanation(of: turn, ground: .origin("square"), parts: 2, staffed: time.staffed)
        #expect(
            explanation.lines(in: time.zone) == [
                "2027-03-27T19:30:00+00:00 the first unanswered message was published: the turn starts",
                "the conversation has 2 parts; the earliest start and the earliest due time stand",
                "target: 1 h of staffed time, since the conversation began in square",
                "2027-03-27T19:30:00+00:00 to 2027-03-27T20:00:00+00:00 counts: 30 min",
                "2027-03-27T20:00:00+00:00 to 2027-03-28T08:00:00+01:00 does not count",
                "2027-03-28T08:00:00+01:00 to 2027-03-28T08:30:00+01:00 counts: 30 min", "2027-03-28T08:30:00+01:00 due",
                "2027-03-28T08:10:05+01:00 answered: the turn ends",
            ])
    }

    @Test func daysThatDoNotCountAndChangesOfTheClocksAreNamed() throws {
        let time = try Places.working("mon-wed 09:00-17:00")
        let start = Places.at("2027-03-24T16:40:00Z")
        let target = ResponseTarget(seconds: 3600, basis: .staffed)
        let promise = Promise(target: target, due: try target.due(start: start, staffed: time.staffed), terms: 1)
        let explanation = try ClockExplanation(of: Turn(start: start, promise: promise), staffed: time.staffed, in: time)
        let lines = explanation.lines(in: time.zone)
        for line in [
            "2027-03-25 does not count: nobody is there on this day of the week", "2027-03-26 does not count: holiday",
            "2027-03-27 does not count: weekend", "2027-03-28 does not count: weekend",
            "2027-03-28T02:00:00+01:00 the clocks go forward by 1 h",
        ] { #expect(lines.contains(line), "\(lines)") }
        #expect(explanation.steps.last == .due(promise.due))
        // In the autumn they go back, and eight weeks pass over it.
        let rule = try #require(DeadlineRule(8, .calendarWeeks, from: .dayAfter, to: .endOfDay))
        let weeks = try ClockExplanation(of: rule, from: Places.at("2027-10-01T10:00:00Z"), in: time)
        #expect(weeks.steps.contains(.clocksChanged(Places.at("2027-10-31T01:00:00Z"), seconds: -3600)))
        #expect(weeks.lines(in: time.zone).contains("2027-10-31T01:00:00+00:00 the clocks go back by 1 h"))
        // A minute later there is nothing to tell any more.
        let after = try ClockExplanation(of: rule, from: Places.at("2027-10-31T01:01:00Z"), in: time)
        #expect(!after.lines(in: time.zone).contains { $0.contains("the clocks go") })
    }

    @Test func promiseOfAnEarlierStartIsSaid() throws {
        let time = try Places.working()
        let due = Places.at("2027-02-03T10:10:00Z")
        let turn = Turn(
            start: Places.at("2027-02-03T10:00:00Z"), promise: Promise(target: .init(seconds: 3600, basis: .allTime), due: due, terms: 1))
        #expect(try ClockExplanation(of: turn, staffed: time.staffed).steps.contains(.earlierPromise(due: due)))
    }

    @Test func businessDaysNameTheHolidaysTheySkip() throws {
        let time = try Places.working(calendar: Places.scotland)
        let rule = try #require(DeadlinesFollowTheHandbookTests.threeBusinessDays)
        let steps = try ClockExplanation(of: rule, from: Places.at("2026-11-26T10:00:00Z"), in: time).steps
        #expect(
            steps == [
                .began(Places.at("2026-11-26T10:00:00Z")), .firstDay(Places.date("2026-11-27")),
                .skipped(Places.date("2026-11-28"), holiday: nil), .skipped(Places.date("2026-11-29"), holiday: nil),
                .skipped(Places.date("2026-11-30"), holiday: "holiday"), .lastDay(Places.date("2026-12-02")),
                .due(Places.at("2026-12-02T17:00:00Z")),
            ])
    }

    @Test func everyDeadlineEndsWithItsDueTime() throws {
        let time = try Places.working()
        let units: [DeadlineRule.Unit] = [.minutes, .hours, .days, .calendarDays, .calendarWeeks, .calendarMonths, .businessDays]
        var random = SeededGenerator(seed: 13)
        for _ in 0..<1000 {
            let unit = units.randomElement(using: &random) ?? .days
            let rule = try #require(
                DeadlineRule(
                    .random(in: 1...9, using: &random), unit,
                    from: [.receipt, .dayAfter, .awareness].randomElement(using: &random) ?? .receipt,
                    to: [.instant, .closeOfBusiness, .endOfDay].randomElement(using: &random) ?? .instant,
                    roll: Bool.random(using: &random) ? .nextWorkingDay : .none,
                    basis: unit.isElapsed && Bool.random(using: &random) ? .staffed : .allTime))
            let from = Places.at("2026-06-01T00:00:00Z") + .seconds(.random(in: 0..<40_000_000, using: &random))
            let due = try rule.due(from: from, in: time)
            #expect(try ClockExplanation(of: rule, from: from, in: time).steps.last == .due(due))
            if rule.roll == .nextWorkingDay { #expect(try time.calendar.isBusinessDay(time.zone.date(at: due))) }
            if rule.end == .endOfDay { #expect(due.iso8601(in: time.zone).dropFirst(11).hasPrefix("23:59:59")) }
            if rule.end == .closeOfBusiness { #expect(due.iso8601(in: time.zone).dropFirst(11).hasPrefix("17:00:00")) }
        }
    }
}
