import ServiceLevels
import Testing

struct DeadlinesFollowTheHandbookTests {
    static let threeBusinessDays = DeadlineRule(3, .businessDays, from: .dayAfter, to: .closeOfBusiness)
    static let fifteenBusinessDays = DeadlineRule(15, .businessDays, from: .dayAfter, to: .endOfDay)
    static let eightWeeks = DeadlineRule(8, .calendarWeeks, from: .dayAfter, to: .endOfDay)

    func due(_ rule: DeadlineRule?, _ from: String, calendar: BusinessCalendar = Places.england) throws -> String {
        let time = try Places.working(calendar: calendar)
        return try #require(rule).due(from: Places.at(from), in: time).iso8601(in: time.zone)
    }

    @Test func complaintOfFebruaryCrossesIntoSummerTime() throws {
        #expect(try due(Self.threeBusinessDays, "2027-02-02T11:00:00+00:00") == "2027-02-05T17:00:00+00:00")
        #expect(try due(Self.eightWeeks, "2027-02-02T11:00:00+00:00") == "2027-03-30T23:59:59+01:00")
    }

    @Test func saintAndrewsDayCountsInScotlandOnly() throws {
        #expect(try due(Self.threeBusinessDays, "2026-11-26T10:00:00Z") == "2026-12-01T17:00:00+00:00")
        #expect(try due(Self.threeBusinessDays, "2026-11-26T10:00:00Z", calendar: Places.scotland) == "2026-12-02T17:00:00+00:00")
    }

    @Test func christmasComplaint() throws {
        #expect(try due(Self.threeBusinessDays, "2026-12-23T22:30:00Z") == "2026-12-30T17:00:00+00:00")
        #expect(try due(Self.fifteenBusinessDays, "2026-12-23T22:30:00Z") == "2027-01-18T23:59:59+00:00")
        #expect(try due(Self.eightWeeks, "2026-12-23T22:30:00Z") == "2027-02-17T23:59:59+00:00")
    }

    @Test(arguments: [
        // Saturday, Sunday and a bank holiday count from the next business day; after hours is still that day.
        ("2027-02-06T12:00:00Z", "2027-02-10T17:00:00+00:00"), ("2027-02-07T12:00:00Z", "2027-02-10T17:00:00+00:00"),
        ("2027-03-26T12:00:00Z", "2027-04-01T17:00:00+01:00"), ("2027-02-02T23:59:59.999Z", "2027-02-05T17:00:00+00:00"),
        // 23:30 UTC in summer is the next local day.
        ("2027-06-01T23:30:00Z", "2027-06-07T17:00:00+01:00"),
    ])
    func receiptDayIsTheLocalOne(received: String, expected: String) throws {
        #expect(try due(Self.threeBusinessDays, received) == expected)
    }

    @Test func elapsedTimeIgnoresTheClockChange() throws {
        let time = try Places.working()
        let rule = try #require(DeadlineRule(72, .hours, from: .awareness))
        let aware = Places.at("2027-03-26T17:00:00Z")
        #expect(try rule.due(from: aware, in: time) == aware + .seconds(72 * 3600))
        #expect(try due(rule, "2027-03-26T17:00:00Z") == "2027-03-29T18:00:00+01:00")
    }

    @Test func lifeSafetyCountsAllTimeAtNight() throws {
        #expect(try due(DeadlineRule(5, .minutes, from: .receipt), "2027-02-02T23:40:00Z") == "2027-02-02T23:45:00+00:00")
    }

    @Test func staffedMinutesWaitForTheMorning() throws {
        let rule = DeadlineRule(60, .minutes, from: .receipt, basis: .staffed)
        #expect(try due(rule, "2027-02-03T10:00:00Z") == "2027-02-03T11:00:00+00:00")
        #expect(try due(rule, "2027-02-02T19:30:00Z") == "2027-02-03T08:30:00+00:00")
    }

    @Test(arguments: [
        ("2027-01-31T09:00:00Z", "2027-03-01T23:59:59+00:00"),  // 28 February is a Sunday
        ("2027-05-30T09:00:00Z", "2027-06-30T23:59:59+01:00"), ("2028-01-31T09:00:00Z", "2028-02-29T23:59:59+00:00"),
        ("2026-11-25T09:00:00Z", "2026-12-29T23:59:59+00:00"),  // Christmas, a weekend, a bank holiday
    ])
    func oneMonthEndsOnTheSameDayOrTheLast(received: String, expected: String) throws {
        let rule = DeadlineRule(1, .calendarMonths, from: .dayAfter, to: .endOfDay, roll: .nextWorkingDay)
        #expect(try due(rule, received) == expected)
    }

    @Test func thirtyDaysBeginWithReceiptOrWithTheDayAfter() throws {
        let after = DeadlineRule(30, .calendarDays, from: .dayAfter, to: .endOfDay)
        let with = DeadlineRule(30, .calendarDays, from: .receipt, to: .endOfDay)
        #expect(try due(after, "2027-06-01T09:00:00Z") == "2027-07-01T23:59:59+01:00")
        #expect(try due(with, "2027-06-01T09:00:00Z") == "2027-06-30T23:59:59+01:00")
    }

    @Test func dayOfAnyPartIsNeverEarlierThanThatOfEach() throws {
        let any = try BusinessCalendar(id: "UK-ANY", anyHolidayOf: Places.england, Places.scotland, Places.northernIreland)
        var random = SeededGenerator(seed: 4)
        for _ in 0..<2000 {
            let date = Places.coverage.lowerBound.adding(days: .random(in: 0..<900, using: &random))
            let count = Int.random(in: 1...40, using: &random)
            let together = try any.date(count, businessDaysAfter: date)
            for part in [Places.england, Places.scotland, Places.northernIreland] {
                let own = try part.date(count, businessDaysAfter: date)
                #expect(own <= together)
                // The slow way: step through the days.
                var (walked, left) = (date, count)
                while left > 0 {
                    walked = walked.adding(days: 1)
                    if walked.weekday < .saturday && part.holiday(on: walked) == nil { left -= 1 }
                }
                #expect(own == walked)
                #expect(try part.businessDays(after: date, through: own) == count)
            }
        }
    }

    @Test func aPauseMovesTheMonthByItsDays() throws {
        let rule = try #require(DeadlineRule(1, .calendarMonths, from: .dayAfter, to: .endOfDay, roll: .nextWorkingDay))
        let time = try Places.working()
        let received = Places.at("2027-06-01T09:00:00Z")
        let pause = Places.at("2027-06-03T15:00:00Z")..<Places.at("2027-06-10T08:00:00Z")
        #expect(try rule.due(from: received, pauses: [pause], in: time) == Places.at("2027-07-08T23:59:59+01:00"))
        #expect(try rule.due(from: received, pauses: [pause, pause], in: time) == Places.at("2027-07-08T23:59:59+01:00"))
        let late = Places.at("2027-08-01T00:00:00Z")..<Places.at("2027-08-10T08:00:00Z")
        #expect(try rule.due(from: received, pauses: [late], in: time) == Places.at("2027-07-01T23:59:59+01:00"))
    }

    @Test func pausedTimeDoesNotCountInElapsedUnits() throws {
        let time = try Places.working()
        var random = SeededGenerator(seed: 6)
        for round in 0..<300 {
            let basis: Basis = round % 2 == 0 ? .allTime : .staffed
            let rule = try #require(DeadlineRule(.random(in: 1...300, using: &random), .minutes, from: .receipt, basis: basis))
            // Whole minutes around the night of the clock change, looked at one by one.
            let start = Places.at("2027-03-27T17:00:00Z") + .seconds(60 * Int.random(in: 0..<600, using: &random))
            let pauses = (0..<3).map { _ in
                let from = start + .seconds(60 * Int.random(in: -100..<900, using: &random))
                return from..<from + .seconds(60 * Int.random(in: 0..<200, using: &random))
            }
            var minute = start
            var left = rule.count
            while left > 0 {
                let counts = try basis == .allTime || time.staffed.isStaffed(at: minute)
                if counts && !pauses.contains(where: { $0.contains(minute) }) { left -= 1 }
                minute = minute + .seconds(60)
            }
            #expect(try rule.due(from: start, pauses: pauses, in: time) == minute)
        }
    }

    @Test func outsideTheCalendarIsAnError() throws {
        let time = try Places.working()
        let rule = try #require(Self.threeBusinessDays)
        #expect(throws: CalendarError.self) { try rule.due(from: Places.at("2025-12-31T12:00:00Z"), in: time) }
        #expect(throws: CalendarError.self) { try rule.due(from: Places.at("2028-12-31T12:00:00Z"), in: time) }
        #expect(DeadlineRule(0, .businessDays, from: .receipt) == nil)
        #expect(DeadlineRule(3, .businessDays, from: .receipt, basis: .staffed) == nil)
    }
}
