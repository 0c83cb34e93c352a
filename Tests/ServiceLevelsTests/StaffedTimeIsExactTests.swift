import Foundation
import ServiceLevels
import Testing

/// Adding and counting staffed time, against counting second by second.
struct StaffedTimeIsExactTests {
    static let hours = [
        "08:00-20:00 every day", "mon-fri 09:00-12:30,13:15-17:00; sat 10:00-14:00", "22:00-06:00 every day", "00:30-01:45 every day",
        "01:15-01:45 every day", "00:00-24:00 every day", "fri-mon 23:00-02:30; holidays 10:00-12:00", "00:00-02:00, 01:30-03:00 every day",
        "08:00-20:00 every day; mon-sun 09:00-10:00",
    ]
    static let weeks = [
        ("Europe/London", "2027-03-26"), ("Europe/London", "2027-10-29"), ("Australia/Sydney", "2027-04-02"),
        ("Australia/Sydney", "2027-10-01"), ("Europe/London", "2027-12-24"),
    ]

    /// A span of days with one flag for each second.
    struct SecondBySecond {
        let start: Timestamp
        var staffed: [Bool]

        /// A window opens at the first second at which the wall clock has reached its opening time, and closes after the last second
        /// at which the wall clock shows less than its closing time.
        init(hours: StaffedHours, calendar: BusinessCalendar, days: ClosedRange<CalendarDate>, system: TimeZone) {
            let first = days.lowerBound.dayNumber * 86_400 - 26 * 3600
            let last = (days.upperBound.dayNumber + 1) * 86_400 + 26 * 3600
            var wall: [Int] = []
            wall.reserveCapacity(last - first)
            for minute in stride(from: first, to: last, by: 60) {
                let offset = system.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(minute)))
                for second in 0..<60 { wall.append(minute + second + offset) }
            }
            var flags = [Bool](repeating: false, count: wall.count)
            for day in days.lowerBound.dayNumber - 1...days.upperBound.dayNumber {
                let date = CalendarDate(dayNumber: day)
                for shift in hours.shifts {
                    let isHoliday = calendar.holiday(on: date) != nil
                    switch shift.holidays {
                    case .included: guard shift.weekdays.contains(date.weekday) else { continue }
                    case .excluded: guard !isHoliday, shift.weekdays.contains(date.weekday) else { continue }
                    case .only: guard isHoliday else { continue }
                    }
                    for window in shift.windows {
                        let opens = day * 86_400 + window.opens.seconds
                        let closes = (window.closes > window.opens ? day : day + 1) * 86_400 + window.closes.seconds
                        guard let open = wall.firstIndex(where: { $0 >= opens }), let close = wall.lastIndex(where: { $0 < closes }),
                            open <= close
                        else { continue }
                        for second in open...close { flags[second] = true }
                    }
                }
            }
            let begin = wall.firstIndex { $0 >= days.lowerBound.dayNumber * 86_400 } ?? 0
            let end = wall.firstIndex { $0 >= (days.upperBound.dayNumber + 1) * 86_400 } ?? wall.count
            start = Timestamp(seconds: Int64(first + begin))
            staffed = Array(flags[begin..<end])
        }
    }

    @Test(arguments: weeks, hours)
    func addingAndCountingAgreeWithSeconds(week: (zone: String, from: String), hours: String) throws {
        let zone = Places.zone(week.zone)
        let calendar = Places.calendar("X", zone: week.zone, "", "03-26 03-29 12-27 12-28 10-04")
        let days = Places.date(week.from)...Places.date(week.from).adding(days: 4)
        let parsed = try StaffedHours(hours)
        let time = try StaffedTime(parsed, calendar: calendar, zone: zone, days: days)
        let oracle = SecondBySecond(
            hours: parsed, calendar: calendar, days: days, system: try #require(TimeZone(identifier: week.zone)))
        #expect(time.horizon.lowerBound == oracle.start)
        #expect(time.horizon.upperBound == oracle.start + .seconds(oracle.staffed.count))

        var sums = [0]
        for flag in oracle.staffed { sums.append(sums[sums.count - 1] + (flag ? 1 : 0)) }
        var random = SeededGenerator(seed: UInt64(hours.utf8.count) &* 31)
        for _ in 0..<300 {
            let from = Int.random(in: 0..<oracle.staffed.count, using: &random)
            let to = Int.random(in: 0..<oracle.staffed.count, using: &random)
            let start = oracle.start + .seconds(from)
            #expect(
                try time.milliseconds(from: start, to: oracle.start + .seconds(to)) == Int64(max(0, sums[to] - sums[from])) * 1000)
            #expect(try time.isStaffed(at: start) == oracle.staffed[from])

            let wanted = Int.random(in: 0...40_000, using: &random)
            if sums[sums.count - 1] - sums[from] >= wanted {
                // The earliest second by which so many have passed.
                var low = from
                var high = sums.count - 1
                while low < high {
                    let middle = (low + high) / 2
                    if sums[middle] - sums[from] >= wanted { high = middle } else { low = middle + 1 }
                }
                #expect(try time.adding(seconds: Int64(wanted), to: start) == oracle.start + .seconds(low))
            } else {
                #expect(throws: CalendarError.beyondHorizon(days.upperBound)) { try time.adding(seconds: Int64(wanted), to: start) }
            }
        }
    }

    @Test func millisecondsAreKept() throws {
        let time = try Places.working().staffed
        let start = Places.at("2027-02-02T19:59:59.250Z")
        #expect(try time.adding(seconds: 60, to: start) == Places.at("2027-02-03T08:00:59.250Z"))
        #expect(try time.milliseconds(from: start, to: Places.at("2027-02-03T08:00:00.001Z")) == 751)
    }

    @Test func targetThatEndsWithTheShiftIsDueAtItsEnd() throws {
        let time = try Places.working().staffed
        #expect(try time.adding(seconds: 1800, to: Places.at("2027-02-02T19:30:00Z")) == Places.at("2027-02-02T20:00:00Z"))
        #expect(try time.adding(seconds: 0, to: Places.at("2027-02-02T23:00:00Z")) == Places.at("2027-02-02T23:00:00Z"))
    }

    @Test func hoursThatNeverComeAreAnErrorNotALoop() throws {
        let never = try StaffedTime(StaffedHours(shifts: []), calendar: Places.england, zone: Places.london)
        #expect(throws: CalendarError.beyondHorizon(Places.coverage.upperBound)) {
            try never.adding(seconds: 1, to: Places.at("2027-01-01T00:00:00Z"))
        }
        #expect(try never.milliseconds(from: Places.at("2026-01-01T00:00:00Z"), to: Places.at("2028-01-01T00:00:00Z")) == 0)
        let time = try Places.working().staffed
        #expect(throws: CalendarError.self) { try time.adding(seconds: .max, to: Places.at("2027-01-01T00:00:00Z")) }
        #expect(throws: CalendarError.self) { try time.adding(seconds: 1, to: .distantFuture) }
        #expect(throws: CalendarError.self) { try time.adding(seconds: 1, to: .distantPast) }
    }

    @Test func overridesReplaceTheDayOnWhichAWindowOpens() throws {
        let night = try StaffedHours("22:00-06:00 every day").overriding(Places.date("2027-02-03"), with: [])
        let time = try StaffedTime(night, calendar: Places.england, zone: Places.london)
        #expect(try time.isStaffed(at: Places.at("2027-02-03T05:59:59Z")))
        #expect(try !time.isStaffed(at: Places.at("2027-02-03T23:00:00Z")))
        #expect(try !time.isStaffed(at: Places.at("2027-02-04T05:00:00Z")))
        #expect(try time.isStaffed(at: Places.at("2027-02-04T22:00:00Z")))
    }

    @Test func everyDayIncludesBankHolidaysAndNamedDaysDoNot() throws {
        let easterMonday = Places.at("2027-03-29T11:00:00Z")
        #expect(try Places.working("08:00-20:00 every day").staffed.isStaffed(at: easterMonday))
        #expect(try !Places.working("08:00-20:00 mon-sun").staffed.isStaffed(at: easterMonday))
        #expect(try Places.working("mon-fri 09:00-17:00; holidays 10:00-13:00").staffed.isStaffed(at: easterMonday))
    }

    @Test(arguments: [
        "", "every day", "08:00-20:00", "8:00-20:00 every day", "08:00-25:00 every day", "08:00-08:00 every day", "mon-foo 09:00-17:00",
        "mon-tue-wed 09:00-17:00", "09:00-17:00 every day mon", "24:00-02:00 every day", "mon 09:00-17:00;", "every 09:00-17:00",
        "09:00–17:00 mon", "holidays every day 09:00-10:00",
    ])
    func textsThatSayNoHoursAreRefused(text: String) {
        #expect(throws: StaffedHoursError.self) { try StaffedHours(text) }
    }

    @Test func zoneAndCalendarMustBelongTogether() {
        #expect(throws: CalendarError.self) {
            try StaffedTime(StaffedHours("08:00-20:00 every day"), calendar: Places.england, zone: Places.sydney)
        }
    }
}
