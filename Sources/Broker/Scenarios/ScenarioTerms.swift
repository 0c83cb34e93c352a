import Policies
import PolicyFiles

/// The service level under which a scenario runs: the one that it names, or else the one of the calendar and zone that it names, or else the
/// folder's first; with what the scenario's settings say otherwise.
struct ScenarioTerms {
    let level: ServiceLevel
    let working: WorkingTime
    let terms: ServiceLevelTerms
    /// Those of deadlines that count by a calendar of their own.
    private let others: [String: WorkingTime]

    /// Days before and after the scenario's moment for which staffed hours are laid out.
    private static let reach = 200

    init(
        _ scenario: Scenario, folder: PolicyFolder, calendars names: Set<String> = [], zones: (String) throws(ScenarioError) -> ZoneRules
    ) throws(ScenarioError) {
        var terms = try Self.named(scenario.config, folder.serviceLevels)
        try terms.apply(scenario.config)
        guard var calendar = folder.calendars.first(where: { $0.id == terms.calendar }) else { throw .unknownCalendar(terms.calendar) }
        var zone = try zones(terms.zone)
        if scenario.config["calendar"] == nil, calendar.zone != zone.name,
            let (other, rules) = try Self.calendar(of: zone, at: scenario.now, folder, besides: calendar, zones)
        {
            (calendar, zone) = (other, rules)
        }
        guard let level = terms.serviceLevel() else { throw .setting("first_response_minutes", expected: "a number of minutes") }
        let today = zone.date(at: scenario.now)
        var others: [String: WorkingTime] = [:]
        do throws(CalendarError) {
            working = try Self.working(calendar, terms, zone, today)
            for other in folder.calendars where names.contains(other.id) && other.id != calendar.id && other.zone == zone.name {
                others[other.id] = try Self.working(other, terms, zone, today)
            }
        } catch { throw .calendar("\(error)") }
        self.others = others
        self.level = level
        self.terms = terms
    }

    /// The calendar of a zone for which a scenario names none: kept in it, or in one whose clocks show the same all year, as TARGET's is for
    /// Paris and Madrid. The calendar of the firm's home is lent to nobody.
    private static func calendar(
        of zone: ZoneRules, at now: Timestamp, _ folder: PolicyFolder, besides home: BusinessCalendar,
        _ zones: (String) throws(ScenarioError) -> ZoneRules
    ) throws(ScenarioError) -> (BusinessCalendar, ZoneRules)? {
        if let own = folder.calendars.first(where: { $0.zone == zone.name }) { return (own, zone) }
        for calendar in folder.calendars where calendar.zone != home.zone {
            guard let rules = try? zones(calendar.zone) else { continue }
            let months = (0..<12).map { Timestamp(milliseconds: now.milliseconds + $0 * 30 * 86_400_000) }
            if months.allSatisfy({ rules.offset(at: $0) == zone.offset(at: $0) }) { return (calendar, rules) }
        }
        return nil
    }

    private static func working(
        _ calendar: BusinessCalendar, _ terms: ServiceLevelTerms, _ zone: ZoneRules, _ today: CalendarDate
    ) throws(CalendarError) -> WorkingTime {
        let from = max(today.adding(days: -Self.reach), calendar.coverage.lowerBound)
        let to = min(today.adding(days: Self.reach), calendar.coverage.upperBound)
        guard from <= to else { throw .outsideCoverage(calendar: calendar.id, today) }
        return try WorkingTime(
            calendar: calendar, zone: zone, hours: terms.staffedHours, closeOfBusiness: terms.closeOfBusiness, days: from...to)
    }

    /// What a deadline is counted with that names a calendar.
    func working(by calendar: String?) -> WorkingTime { calendar.flatMap { others[$0] } ?? working }

    /// When a deadline falls; nil where it counts a setting that is missing.
    func due(_ definition: DeadlineDefinition, from anchor: Timestamp, for facts: Facts) throws(CalendarError) -> Timestamp? {
        guard let rule = definition.rule(settings: terms.settings) else { return nil }
        let pauses = definition.pause?.span(in: facts).map { [$0] } ?? []
        return try rule.due(from: anchor, pauses: pauses, in: working(by: definition.calendar))
    }

    private static func named(_ config: [String: ScenarioValue], _ levels: [ServiceLevelTerms]) throws(ScenarioError) -> ServiceLevelTerms {
        guard let first = levels.first else { throw .noServiceLevel }
        if let name = config["service_level"]?.text {
            guard let level = levels.first(where: { $0.reference.id == name }) else {
                throw .setting("service_level", expected: "one of \(levels.map(\.reference.id).joined(separator: ", "))")
            }
            return level
        }
        let (calendar, zone) = (config["calendar"]?.text, config["time_zone"]?.text)
        let fitting = levels.filter { (calendar ?? $0.calendar) == $0.calendar && (zone ?? $0.zone) == $0.zone }
        return fitting.first ?? first
    }
}

extension ServiceLevelTerms {
    /// Puts a scenario's settings in the place of the file's.
    fileprivate mutating func apply(_ config: [String: ScenarioValue]) throws(ScenarioError) {
        for (name, value) in config {
            switch (name, value) {
            case (_, .count(let number)): settings[name] = number
            case ("calendar", .text(let id)): calendar = id
            case ("time_zone", .text(let id)): zone = id
            case ("staffed_hours", .text(let text)):
                do throws(StaffedHoursError) { staffedHours = try StaffedHours(text) } catch {
                    throw .setting(name, expected: error.expected)
                }
            case ("close_of_business", .text(let text)):
                guard let time = TimeOfDay(text) else { throw .setting(name, expected: "a time such as \"17:00\"") }
                closeOfBusiness = time
            default: break
            }
        }
    }
}
