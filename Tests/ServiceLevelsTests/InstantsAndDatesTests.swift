import Foundation
import ServiceLevels
import Testing

struct InstantsAndDatesTests {
    @Test func datesAgreeWithCountingDayByDay() {
        var (year, month, day) = (1583, 1, 1)
        var number = Places.date("1583-01-01").dayNumber
        var weekday = Weekday.saturday
        while year < 2401 {
            let date = CalendarDate(dayNumber: number)
            if date.parts != (year, month, day) || date.weekday != weekday || CalendarDate(year: year, month: month, day: day) != date {
                Issue.record("\(date) is not \(year)-\(month)-\(day), a \(weekday)")
                return
            }
            number += 1
            weekday = Weekday(rawValue: weekday.rawValue % 7 + 1) ?? .monday
            day += 1
            if day > CalendarDate.days(inMonth: month, of: year) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
    }

    @Test func monthsClampToTheLastDay() {
        #expect(Places.date("2027-01-31").adding(months: 1) == Places.date("2027-02-28"))
        #expect(Places.date("2028-01-31").adding(months: 1) == Places.date("2028-02-29"))
        #expect(Places.date("2027-11-30").adding(months: 3) == Places.date("2028-02-29"))
        #expect(Places.date("2027-03-31").adding(months: -13) == Places.date("2026-02-28"))
    }

    @Test(arguments: [
        "2027-02-29", "2027-13-01", "2027-00-10", "2027-1-01", "0000-01-01", "2027-01-01 ", "2027/01/01", "+027-01-01", "", "1900-02-29",
    ])
    func datesThatDoNotExistAreRefused(text: String) {
        #expect(CalendarDate(iso8601: text) == nil)
    }

    @Test func writingAndReadingAgreeWithFoundation() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<3000 {
            let instant = Timestamp(milliseconds: .random(in: -62_135_596_800_000...253_402_300_799_999, using: &random))
            let offset = Int.random(in: -1439...1439, using: &random) * 60
            let text = instant.iso8601(offset: offset)
            // Near the ends the local year has no four digits and cannot be read back.
            if instant.milliseconds > -62_135_000_000_000 && instant.milliseconds < 253_402_000_000_000 {
                #expect(try Timestamp(iso8601: text) == instant)
                #expect(try Timestamp(iso8601: instant.description) == instant)
            }
        }
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: false)
        for _ in 0..<500 {
            let second = Int64.random(in: -2_000_000_000...8_000_000_000, using: &random)
            #expect(Timestamp(seconds: second).description == Date(timeIntervalSince1970: TimeInterval(second)).formatted(style))
        }
    }

    @Test(arguments: [
        ("2027-03-30T23:59:59+01:00", 1_806_447_599_000), ("2027-03-30T22:59:59Z", 1_806_447_599_000),
        ("2027-03-30T22:59:59.5Z", 1_806_447_599_500), ("2027-03-30T22:59:59.123456789Z", 1_806_447_599_123),
        ("2027-03-30T22:59:59+0000", 1_806_447_599_000), ("1969-12-31T23:59:59.999Z", -1), ("1970-01-01T00:00:00-00:00", 0),
    ])
    func instantsAreRead(text: String, milliseconds: Int) throws {
        #expect(try Timestamp(iso8601: text).milliseconds == Int64(milliseconds))
    }

    @Test(arguments: [
        "", "2027-03-30", "2027-03-30T22:59:59", "2027-03-30t22:59:59Z", "2027-03-30T22:59:59z", "2027-03-30 22:59:59Z",
        "2027-03-30T24:00:00Z",
        "2027-03-30T22:60:59Z", "2016-12-31T23:59:60Z", "2027-03-30T22:59:59.Z", "2027-03-30T22:59:59.1234567890Z",
        "2027-03-30T22:59:59+1:00",
        "2027-03-30T22:59:59+24:00", "2027-03-30T22:59:59+01:60", "2027-03-30T22:59:59Z ", "2027-02-30T22:59:59Z", "2027-03-30T22:59:59+01",
        "٢٠٢٧-03-30T22:59:59Z", "2027-03-30T22:59Z", "-027-03-30T22:59:59Z",
    ])
    func textsThatAreNoInstantAreRefused(text: String) {
        #expect(throws: TimestampSyntaxError.self) { try Timestamp(iso8601: text) }
    }

    @Test func randomBytesNeverCrashTheReader() {
        var random = SeededGenerator(seed: 3)
        let alphabet = Array("0123456789-+:.TZ ".utf8) + [0, 255]
        for _ in 0..<20_000 {
            var bytes = Array("2027-03-30T22:59:59.250+01:00".utf8)
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                bytes[.random(in: 0..<bytes.count, using: &random)] = alphabet.randomElement(using: &random) ?? 0
            }
            bytes = Array(bytes.prefix(.random(in: 0...bytes.count, using: &random)))
            do throws(TimestampSyntaxError) {
                let instant = try Timestamp(iso8601: bytes)
                #expect(abs(instant.milliseconds) < 300_000_000_000_000)
            } catch {
                #expect(error.at <= 36)
            }
        }
    }

    @Test func arithmeticSaturatesInsteadOfTrapping() {
        #expect(Timestamp.distantFuture.adding(seconds: 1) == .distantFuture)
        #expect(Timestamp.distantPast.adding(milliseconds: -1) == .distantPast)
        #expect(Timestamp(seconds: .max) == .distantFuture)
        #expect(Timestamp.distantFuture.milliseconds(since: .distantPast) == .max)
        #expect(Timestamp(seconds: 0) + .seconds(Int64.max) == .distantFuture)
        for edge in [Timestamp.distantPast, .distantFuture] { #expect(!edge.description.isEmpty) }
    }
}
