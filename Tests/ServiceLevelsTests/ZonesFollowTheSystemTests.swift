import Foundation
import ServiceLevels
import Testing

struct ZonesFollowTheSystemTests {
    static let names = [
        "Europe/London", "Europe/Dublin", "America/New_York", "America/St_Johns", "Australia/Sydney", "Australia/Lord_Howe",
        "Pacific/Apia", "Africa/Casablanca", "America/Nuuk", "Asia/Kathmandu", "Asia/Gaza", "Antarctica/Troll", "Europe/Berlin",
        "America/Havana", "Pacific/Chatham", "UTC", "America/Santiago", "Asia/Tehran",
    ]

    @Test(arguments: names)
    func offsetsAgreeWithTheLibraryOfTheSystem(name: String) throws {
        let zone = Places.zone(name)
        let system = try #require(TimeZone(identifier: name))
        var random = SeededGenerator(seed: 11)
        for _ in 0..<1500 {
            let second = Int64.random(in: -1_500_000_000...4_000_000_000, using: &random)
            let expected = system.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second)))
            #expect(zone.offset(at: Timestamp(seconds: second)) == expected, "\(second)")
        }
    }

    /// The rule of the type, checked minute by minute around instants where clocks change.
    @Test(arguments: [
        ("Europe/London", "2027-03-28T01:00:00Z"), ("Europe/London", "2027-10-31T01:00:00Z"),
        ("Australia/Sydney", "2027-04-03T16:00:00Z"), ("Australia/Sydney", "2027-10-02T16:00:00Z"),
        ("Australia/Lord_Howe", "2027-04-03T15:00:00Z"), ("Pacific/Apia", "2011-12-30T10:00:00Z"),
        ("Europe/London", "2060-03-28T01:00:00Z"),
    ])
    func wallTimesResolveByTheStatedRule(name: String, change: String) {
        let zone = Places.zone(name)
        let minutes = (-1800...1800).map { Places.at(change) + .seconds($0 * 60) }
        let shown = minutes.map(zone.local(at:))
        for index in stride(from: 200, to: 3400, by: 7) {
            let wall = shown[index]
            #expect(zone.first(wall) == minutes[shown.firstIndex { $0 >= wall } ?? 0])
            #expect(zone.last(wall) == minutes[(shown.lastIndex { $0 < wall } ?? 0) + 1])
        }
    }

    @Test func gapAndRepeatedHour() {
        let spring = LocalTime(Places.date("2027-03-28"), .init("01:30")!)
        #expect(Places.london.first(spring) == Places.at("2027-03-28T01:00:00Z"))
        #expect(Places.london.last(spring) == Places.at("2027-03-28T01:00:00Z"))
        let autumn = LocalTime(Places.date("2027-10-31"), .init("01:30")!)
        #expect(Places.london.first(autumn) == Places.at("2027-10-31T01:30:00+01:00"))
        #expect(Places.london.last(autumn) == Places.at("2027-10-31T01:30:00+00:00"))
    }

    @Test func everyZoneFileOfTheSystemIsRead() throws {
        let root = "/usr/share/zoneinfo"
        var read = 0
        var withLeapSeconds = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
            guard let bytes = try? Places.bytes(path), bytes.starts(with: "TZif".utf8) else { continue }
            if path.hasPrefix("right/") {
                #expect(throws: ZoneFileError.self) { try ZoneRules(name: path, tzif: bytes) }
                withLeapSeconds += 1
            } else {
                _ = try ZoneRules(name: path, tzif: bytes)
                read += 1
            }
        }
        #expect(read > 300)
        #expect(withLeapSeconds == 0 || withLeapSeconds > 300)
    }

    @Test func mutatedZoneFilesNeverCrashAndNeverLoop() throws {
        let originals = try ["Europe/London", "Australia/Sydney", "Africa/Casablanca", "UTC"].map(Places.bytes)
        var random = SeededGenerator(seed: 99)
        var refused = 0
        let walls = ["2027-03-28", "1916-05-21", "9999-12-31", "0001-01-01"].map { LocalTime(Places.date($0), .init("01:30")!) }
        for round in 0..<3000 {
            var bytes = originals[round % originals.count]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
                case 1 where !bytes.isEmpty: bytes.remove(at: .random(in: 0..<bytes.count, using: &random))
                case 2: bytes.insert(.random(in: 0...255, using: &random), at: .random(in: 0...bytes.count, using: &random))
                // The footer and the header are where a flip bites.
                case 3 where bytes.count > 30:
                    bytes[.random(in: bytes.count - 30..<bytes.count, using: &random)] = .random(in: 32...127, using: &random)
                default:
                    guard !bytes.isEmpty else { continue }
                    bytes[.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
                }
            }
            do throws(ZoneFileError) {
                let zone = try ZoneRules(name: "mutated", tzif: bytes)
                for wall in walls {
                    let (first, last) = (zone.first(wall), zone.last(wall))
                    #expect(zone.local(at: first) >= wall)
                    _ = zone.local(at: last)
                }
                for instant in [Timestamp.distantPast, .distantFuture, Timestamp(seconds: 0)] { _ = zone.local(at: instant) }
            } catch {
                #expect(error.at <= max(bytes.count, 65_536))
                refused += 1
            }
        }
        #expect(refused > 1000)
    }

    @Test(arguments: [
        "GMT0BST,M3.5.0/1,M10.5.0", "<+0330>-3:30", "IST-1GMT0,M10.5.0,M3.5.0/1", "XXX3EDT4,0/0,J365/23", "EST5EDT,M3.2.0,M11.1.0",
        "AAA-24:59:59BBB24:59:59,0/-167,365/167",
    ])
    func footersOfVersionThreeAreUnderstood(footer: String) throws {
        let zone = try ZoneRules(name: "made", tzif: file(footer: footer))
        for day in stride(from: 0, to: 40_000, by: 13) {
            let wall = LocalTime(CalendarDate(dayNumber: day), .init("12:00")!)
            #expect(zone.local(at: zone.first(wall)) >= wall)
        }
    }

    @Test(arguments: [
        "GMT", "GM0", "GMT0BST", "GMT0BST,M3.5.0", "GMT0BST,M13.5.0,M10.5.0", "GMT0BST,M3.6.0,M10.5.0", "GMT0BST,J0,J1", "GMT25",
        "GMT0 ", "GMT0BST,M3.5.0/168,M10.5.0", "<GMT0", "GMT0BST,M3.5.7,M10.5.0", "é0",
    ])
    func footersThatAreNoRuleAreRefused(footer: String) {
        #expect(throws: ZoneFileError.self) { try ZoneRules(name: "made", tzif: file(footer: footer)) }
    }

    @Test func daysOfTheYearCountTheLeapDayOrNot() throws {
        func offsets(_ footer: String, _ dates: String...) throws -> [Int] {
            let zone = try ZoneRules(name: "made", tzif: file(footer: footer))
            return dates.map { zone.offset(at: Places.at("\($0)T12:00:00Z")) / 3600 }
        }
        let days = ["2027-02-28", "2027-03-01", "2028-02-28", "2028-02-29", "2028-03-01"]
        #expect(try days.flatMap { try offsets("GMT0BST,J60/0,J300/0", $0) } == [0, 1, 0, 0, 1])
        #expect(try days.flatMap { try offsets("GMT0BST,59/0,299/0", $0) } == [0, 1, 0, 1, 1])
        #expect(try days.flatMap { try offsets("GMT0BST,J59/0,J300/0", $0) } == [1, 1, 1, 1, 1])
    }

    @Test(arguments: [Int64.min, -(1 << 60), 1 << 60, .max])
    func transitionsBeyondTheFormatsRangeAreRefused(time: Int64) {
        var bytes =
            Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + [
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4,
            ]
        bytes += [0, 0, 0, 0, 0, 0] + Array("GMT\0".utf8)
        bytes +=
            Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + [
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 4,
            ]
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: time >> Int64(shift))) }
        bytes += [0, 0, 0, 0, 0, 0, 0] + Array("GMT\0\n\n".utf8)
        #expect { try ZoneRules(name: "made", tzif: bytes) } throws: { ($0 as? ZoneFileError)?.reason == .transitionTime }
    }

    /// A file of version 3 without transitions, one type at offset 0.
    func file(footer: String) -> [UInt8] {
        let header =
            Array("TZif3".utf8) + [UInt8](repeating: 0, count: 15) + [
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4,
            ]
        let block: [UInt8] = [0, 0, 0, 0, 0, 0] + Array("GMT\0".utf8)
        return header + block + header + block + [0x0A] + Array(footer.utf8) + [0x0A]
    }
}
