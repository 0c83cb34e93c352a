import ServiceLevels
import Testing

struct TheStrictestTargetWinsTests {
    /// Words as a firm's file might hold them.
    static func level() throws -> ServiceLevel {
        try ServiceLevel(
            id: "example", everyConversation: .init(seconds: 14_400, basis: .staffed),
            rules: [
                .init(.origin("square"), .init(seconds: 3600, basis: .staffed)),
                .init(.origin("letterbox"), .init(seconds: 28_800, basis: .staffed)),
                .init(.label("red"), .init(seconds: 600, basis: .allTime)), .init(.label("amber"), .init(seconds: 7200, basis: .allTime)),
                .init(.priority("high"), .init(seconds: 1800, basis: .staffed)),
            ],
            substantiveAutomaticAnswers: ["balance page"])
    }

    @Test func theEarliestDueTimeOfAllThatApply() throws {
        let level = try Self.level()
        let staffed = try Places.working().staffed
        var random = SeededGenerator(seed: 8)
        for _ in 0..<2000 {
            let start = Places.at("2027-03-25T00:00:00Z") + .seconds(.random(in: 0..<500_000, using: &random))
            let origin = ["square", "letterbox", "elsewhere"].randomElement(using: &random) ?? ""
            let labels = Set(["red", "amber", "green"].filter { _ in Bool.random(using: &random) })
            let priority = ["high", nil, "low"].randomElement(using: &random) ?? nil
            let all = level.rules(origin: origin, labels: labels, priority: priority)
            let found = try level.resolve(start: start, origin: origin, labels: labels, priority: priority, staffed: staffed)
            #expect(try found.due == all.map { try $0.target.due(start: start, staffed: staffed) }.min())
            #expect(all.contains(found.rule))
            #expect(try found.rule.target.due(start: start, staffed: staffed) == found.due)
        }
    }

    @Test func whichIsStricterDependsOnTheHour() throws {
        let level = try Self.level()
        let staffed = try Places.working().staffed
        func ground(_ start: String) throws -> ServiceLevel.Ground {
            try level.resolve(start: Places.at(start), origin: "square", labels: ["amber"], priority: nil, staffed: staffed).rule.ground
        }
        #expect(try ground("2027-02-03T10:00:00Z") == .origin("square"))
        #expect(try ground("2027-02-03T23:00:00Z") == .label("amber"))
    }

    @Test func aGroundHasOneTarget() {
        let target = ResponseTarget(seconds: 60, basis: .staffed)
        #expect(throws: ServiceLevelError.twice(.label("red"))) {
            try ServiceLevel(id: "x", everyConversation: target, rules: [.init(.label("red"), target), .init(.label("red"), target)])
        }
        #expect(throws: ServiceLevelError.twice(.everyConversation)) {
            try ServiceLevel(id: "x", everyConversation: target, rules: [.init(.everyConversation, target)])
        }
    }
}
