import Foundation
import ServiceLevels

/// The places and calendars that the tests use; zone files come from the system.
enum Places {
    static let london = zone("Europe/London")
    static let sydney = zone("Australia/Sydney")

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)")))
    }

    static func zone(_ name: String) -> ZoneRules {
        do { return try ZoneRules(name: name, tzif: bytes(name)) } catch { fatalError("\(name): \(error)") }
    }

    static let coverage = date("2026-01-01")...date("2028-12-31")
    static let england = calendar(
        "GB-ENG",
        "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28", "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
        "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26")
    static let scotland = calendar(
        "GB-SCT",
        "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28",
        "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28", "01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26")
    static let northernIreland = calendar(
        "GB-NIR",
        "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28",
        "01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28",
        "01-03 03-17 04-14 04-17 05-01 05-29 07-12 08-28 12-25 12-26")

    /// Holidays of 2026, 2027 and 2028, as month and day.
    static func calendar(_ id: String, zone: String = "Europe/London", _ years: String...) -> BusinessCalendar {
        let holidays = zip(2026..., years).flatMap { year, days in
            days.split(separator: " ").map { BusinessCalendar.Holiday(date("\(year)-\($0)"), "holiday") }
        }
        do { return try BusinessCalendar(id: id, zone: zone, holidays: holidays, coverage: coverage) } catch { fatalError("\(error)") }
    }

    static func date(_ text: String) -> CalendarDate {
        guard let date = CalendarDate(iso8601: text) else { fatalError("not a date: \(text)") }
        return date
    }

    static func at(_ text: String) -> Timestamp {
        do { return try Timestamp(iso8601: text) } catch { fatalError("\(text): \(error)") }
    }

    static func working(
        _ hours: String = "08:00-20:00 every day", calendar: BusinessCalendar = england, zone: ZoneRules = london
    ) throws -> WorkingTime {
        guard let close = TimeOfDay(hour: 17, minute: 0) else { fatalError("17:00") }
        return try WorkingTime(calendar: calendar, zone: zone, hours: StaffedHours(hours), closeOfBusiness: close)
    }
}

/// SplitMix64: the same cases on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
