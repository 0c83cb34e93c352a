import Policies
import Yams

/// Reads the deadlines that a pack defines, and numbers that may stand for settings.
struct DeadlineForm {
    static let units: [String: DeadlineRule.Unit] = [
        "minutes": .minutes, "hours": .hours, "days": .days, "calendar_days": .calendarDays, "calendar_weeks": .calendarWeeks,
        "calendar_months": .calendarMonths, "business_days": .businessDays,
    ]
    private static let starts: [String: DeadlineRule.Start] = ["receipt": .receipt, "day_after": .dayAfter, "awareness": .awareness]
    private static let ends: [String: DeadlineRule.End] = [
        "instant": .instant, "close_of_business": .closeOfBusiness, "end_of_day": .endOfDay,
    ]
    private static let rolls: [String: DeadlineRule.Roll] = ["none": .none, "next_working_day": .nextWorkingDay]
    static var unitWords: [String] { Array(units.keys) }
    static var startWords: [String] { Array(starts.keys) }
    static var endWords: [String] { Array(ends.keys) }
    static var rollWords: [String] { Array(rolls.keys) }
    static let bases: [String: Basis] = ["staffed_time": .staffed, "all_time": .allTime]

    static func read(_ node: Node, _ words: PackWords, _ reader: inout NodeReader) -> [DeadlineDefinition] {
        reader.pairs(node, of: "deadlines").compactMap { key, name, value in
            guard words.deadlines.contains(DeadlineName(name)) else {
                reader.unknown(key, "deadline", of: "deadlines", name, among: words.deadlines.map(\.text))
                return nil
            }
            return definition(DeadlineName(name), value, words, &reader)
        }
    }

    private static func definition(
        _ name: DeadlineName, _ node: Node, _ words: PackWords, _ reader: inout NodeReader
    ) -> DeadlineDefinition? {
        let what = "deadline \(name)"
        let fields = reader.fields(
            node, of: what, required: ["count", "unit"],
            optional: ["start", "end", "roll", "counts", "from", "or_now", "calendar", "paused", "alert"])
        let settings = words.vocabulary.factParts["config"] ?? []
        let count = fields["count"].flatMap { self.count($0, of: what, settings: settings, &reader) }
        let unit = fields["unit"].flatMap { choice($0, of: "unit", among: units, &reader) }
        let start = fields["start"].flatMap { choice($0, of: "start", among: starts, &reader) } ?? .receipt
        let end = fields["end"].flatMap { choice($0, of: "end", among: ends, &reader) } ?? .instant
        let roll = fields["roll"].flatMap { choice($0, of: "roll", among: rolls, &reader) } ?? .none
        let basis = fields["counts"].flatMap { choice($0, of: "counts", among: bases, &reader) } ?? .allTime
        let calendar = fields["calendar"].flatMap { reader.text($0, of: "calendar") }
        let from = fields["from"].flatMap { path($0, of: what, words, &reader) }
        let orNow = fields["or_now"].flatMap { reader.flag($0, of: "or_now") } ?? false
        let pause = fields["paused"].flatMap { self.pause($0, of: what, words, &reader) }
        let alert = fields["alert"].flatMap { reader.word($0, of: "alert", among: words.actions) }
        guard let count, let unit else { return nil }
        let definition = DeadlineDefinition(
            name: name, count: count, unit: unit, start: start, end: end, roll: roll, basis: basis, from: from,
            orNow: orNow, calendar: calendar, pause: pause, alert: alert)
        if case .fixed(let number) = count, DeadlineRule(number, unit, from: start, to: end, roll: roll, basis: basis) == nil {
            reader.fail(node, "\(what) cannot be counted so", expected: "elapsed units for staffed time, and at most 10,000 of a unit")
        }
        return definition
    }

    private static func path(_ node: Node, of what: String, _ words: PackWords, _ reader: inout NodeReader) -> FactPath? {
        guard let text = reader.text(node, of: what) else { return nil }
        let path = FactPath(dotted: text)
        guard words.vocabulary.knows(path) else {
            reader.unknown(node, "fact", of: what, text, among: words.factNames)
            return nil
        }
        return path
    }

    private static func pause(_ node: Node, of what: String, _ words: PackWords, _ reader: inout NodeReader) -> DeadlinePause? {
        let fields = reader.fields(node, of: "paused", required: ["from", "to"], optional: ["only"])
        let only = fields["only"].flatMap { path($0, of: what, words, &reader) }
        guard let from = fields["from"].flatMap({ path($0, of: what, words, &reader) }),
            let to = fields["to"].flatMap({ path($0, of: what, words, &reader) })
        else { return nil }
        return DeadlinePause(from: from, to: to, only: only)
    }

    /// A number, or the name of a setting.
    static func count(
        _ node: Node, of what: String, settings: Set<String>, _ reader: inout NodeReader
    ) -> DeadlineDefinition.Count? {
        guard let text = reader.scalar(node) else {
            reader.fail(node, "the count of \(what) is no number", expected: "a number, or the name of a setting")
            return nil
        }
        if Int(text) != nil { return reader.whole(node, of: "count", in: 1...1_000_000).map { .fixed($0) } }
        guard settings.contains(text) else {
            reader.unknown(node, "setting", of: what, text, among: Array(settings))
            return nil
        }
        return .setting(text)
    }

    private static func choice<Value>(
        _ node: Node, of what: String, among words: [String: Value], _ reader: inout NodeReader
    ) -> Value? {
        reader.choice(node, of: what, among: words.keys.sorted()).flatMap { words[$0] }
    }
}
