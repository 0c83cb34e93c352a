import Policies
import Yams

/// Reads a file of scenarios.
struct ScenarioForm {
    let words: PackWords
    /// The packs that a scenario asks if it names none.
    let inForce: [String]

    static func read(_ root: Node, words: PackWords, inForce: [String], _ reader: inout NodeReader) -> [Scenario] {
        let form = ScenarioForm(words: words, inForce: inForce)
        let fields = reader.fields(root, of: "the file", required: ["scenarios"], optional: ["defaults", "properties"])
        let defaults = fields["defaults"].map { form.settings($0, of: "defaults", also: ["packs"], &reader) } ?? [:]
        var ids: Set<String> = []
        return (fields["scenarios"].map { reader.list($0, of: "scenarios") } ?? []).flatMap { node -> [Scenario] in
            let scenarios = form.scenarios(node, defaults: defaults, &reader)
            for scenario in scenarios where !ids.insert(scenario.id).inserted {
                reader.fail(node, "the scenario \(scenario.id) is there twice", expected: "another id")
            }
            return scenarios
        }
    }

    /// The scenario that a node states; with a table one a row, and each once more for every disguise.
    private func scenarios(_ node: Node, defaults: [String: ScenarioValue], _ reader: inout NodeReader) -> [Scenario] {
        let fields = reader.fields(
            node, of: "the scenario", required: ["id", "given"] + (Self.isConversation(node) ? [] : ["expect"]),
            optional: ["title", "reason", "source", "tricky", "rule", "note", "table", "disguises", "messages", "expect"])
        let id = fields["id"].flatMap { reader.text($0, of: "id") }
        let title = fields["title"].flatMap { reader.text($0, of: "title") } ?? ""
        if let node = fields["tricky"] { _ = reader.flag(node, of: "tricky") }
        let messages = fields["messages"]
        guard let given = fields["given"], let expect = fields["expect"] ?? messages.map({ _ in [:] }), let id else { return [] }
        let whole = ScenarioTable.Row(id: id, title: title, given: given, messages: messages, expect: expect, node: node)
        let rows = fields["table"].map { ScenarioTable.rows($0, of: whole, &reader) } ?? [whole]
        let disguises = fields["disguises"].map { self.disguises($0, &reader) } ?? []
        return rows.flatMap { row -> [Scenario] in
            guard let scenario = scenario(row, defaults: defaults, &reader) else { return [] }
            return [scenario] + disguises.compactMap { disguised(scenario, $0, row, &reader) }
        }
    }

    private static func isConversation(_ node: Node) -> Bool {
        if case .mapping(let mapping) = node { mapping["messages"] != nil } else { false }
    }

    private func disguises(_ node: Node, _ reader: inout NodeReader) -> [ValueDisguise] {
        let words = ValueDisguise.allCases.map(\.rawValue)
        if reader.scalar(node) == "all" { return ValueDisguise.allCases }
        let named = reader.items(node).compactMap { reader.choice($0, of: "disguises", among: words + ["all"]) }
        if Set(named).count != named.count { reader.fail(node, "a disguise is there twice", expected: "each word once") }
        return named.contains("all") ? ValueDisguise.allCases : named.compactMap { ValueDisguise(rawValue: $0) }
    }

    /// The same case with the numbers of its text written otherwise.
    private func disguised(_ scenario: Scenario, _ disguise: ValueDisguise, _ row: ScenarioTable.Row, _ reader: inout NodeReader)
        -> Scenario?
    {
        var other = scenario
        other.id = "\(scenario.id)/\(disguise.rawValue)"
        if let written = scenario.given["text"]?.text.flatMap(disguise.disguised) { other.given["text"] = .text(written) }
        for place in scenario.messages.indices {
            if let written = disguise.disguised(scenario.messages[place].text) { other.messages[place].text = written }
        }
        guard other.given != scenario.given || other.messages != scenario.messages else {
            reader.fail(row.node, "the text of \(scenario.id) has no number to disguise", expected: "a text with at least three digits")
            return nil
        }
        return other
    }

    private func scenario(_ row: ScenarioTable.Row, defaults: [String: ScenarioValue], _ reader: inout NodeReader) -> Scenario? {
        let (id, title, givenNode, expectNode, node) = (row.id, row.title, row.given, row.expect, row.node)
        if let messages = row.messages { return conversation(row, messages, defaults: defaults, &reader) }
        let given = self.given(givenNode, &reader)
        let direction = stated("direction", givenNode, among: Direction.allCases.map(\.rawValue), &reader).flatMap {
            Direction(rawValue: $0)
        }
        let expected = ExpectationForm(words: words).read(expectNode, direction: direction, &reader)
        guard let direction else { return nil }
        guard let now = now(given, givenNode, &reader) else { return nil }
        let (config, packs) = settings(given, defaults: defaults)
        return Scenario(
            id: id, title: title, direction: direction, now: now, given: given, config: config, packs: packs, expected: expected,
            file: reader.file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
    }

    /// A case of several messages: `given` states when it begins and under which settings.
    private func conversation(
        _ row: ScenarioTable.Row, _ messages: Node, defaults: [String: ScenarioValue], _ reader: inout NodeReader
    ) -> Scenario? {
        for (key, name, _) in reader.pairs(row.given, of: "given") where !MessageForm.given.contains(name) {
            reader.fail(
                key, "given states \(name) of a conversation", expected: "\(name) in the messages; here now, packs and config alone")
        }
        let given = self.given(row.given, &reader).filter { MessageForm.given.contains($0.key) }
        guard let now = now(given, row.given, &reader) else { return nil }
        let read = MessageForm(words: words).read(messages, from: now, &reader)
        let expected = ExpectationForm(words: words).read(row.expect, direction: read.last?.direction, &reader)
        guard let first = read.first else { return nil }
        let (config, packs) = settings(given, defaults: defaults)
        var scenario = Scenario(
            id: row.id, title: row.title, direction: first.direction, now: now, given: given, config: config, packs: packs,
            expected: expected, file: reader.file, line: row.node.mark?.line ?? 0, column: row.node.mark?.column ?? 0)
        scenario.messages = read
        return scenario
    }

    private func now(_ given: [String: ScenarioValue], _ node: Node, _ reader: inout NodeReader) -> Timestamp? {
        guard let now = given["now"]?.instant else {
            reader.fail(node, "given has no now", expected: "now, an instant such as 2027-02-01T09:00:00+00:00")
            return nil
        }
        return now
    }

    private func settings(
        _ given: [String: ScenarioValue], defaults: [String: ScenarioValue]
    ) -> (config: [String: ScenarioValue], packs: [String]) {
        var config = defaults
        let own = given["config"]?.parts ?? [:]
        // A scenario in another zone than the file's other ones does not mean their calendar with it.
        if let zone = own["time_zone"], zone != defaults["time_zone"] { config["calendar"] = nil }
        for (name, value) in own { config[name] = value }
        let stated = given["packs"] ?? config["packs"]
        let packs = stated.map { $0.list?.compactMap(\.text) ?? [] } ?? inForce
        config["packs"] = nil
        return (config, packs)
    }

    // MARK: What is given

    private func given(_ node: Node, _ reader: inout NodeReader) -> [String: ScenarioValue] {
        var given: [String: ScenarioValue] = [:]
        for (key, name, value) in reader.pairs(node, of: "given") {
            guard words.vocabulary.facts.contains(name) else {
                reader.unknown(key, "fact", of: "given", name, among: Array(words.vocabulary.facts))
                continue
            }
            given[name] = name == "config" ? .parts(settings(value, of: name, also: [], &reader)) : fact(value, of: name, &reader)
        }
        check(node, &reader)
        return given
    }

    /// A fact with parts takes only the parts that the vocabulary names.
    private func fact(_ node: Node, of name: String, _ reader: inout NodeReader) -> ScenarioValue {
        guard let parts = words.vocabulary.factParts[name] else { return value(node) }
        switch node {
        case .sequence(let sequence): return .list(sequence.map { fact($0, of: name, &reader) })
        case .mapping:
            var found: [String: ScenarioValue] = [:]
            for (key, part, value) in reader.pairs(node, of: name) {
                if parts.contains(part) {
                    found[part] = self.value(value)
                } else {
                    reader.unknown(key, "part", of: name, part, among: Array(parts))
                }
            }
            return .parts(found)
        case .scalar, .alias: return value(node)
        }
    }

    private func settings(_ node: Node, of what: String, also: [String], _ reader: inout NodeReader) -> [String: ScenarioValue] {
        let known = (words.vocabulary.factParts["config"] ?? []).union(also)
        var settings: [String: ScenarioValue] = [:]
        for (key, name, value) in reader.pairs(node, of: what) {
            if known.contains(name) {
                settings[name] = self.value(value)
            } else {
                reader.unknown(key, "setting", of: what, name, among: Array(known))
            }
        }
        return settings
    }

    private func value(_ node: Node) -> ScenarioValue {
        switch node {
        case .mapping(let mapping):
            var parts: [String: ScenarioValue] = [:]
            for (key, value) in mapping {
                if case .scalar(let name) = key { parts[name.string] = self.value(value) }
            }
            return .parts(parts)
        case .sequence(let sequence): return .list(sequence.map(value))
        case .scalar(let scalar):
            if scalar.style == .plain {
                if scalar.string == "true" { return .flag(true) }
                if scalar.string == "false" { return .flag(false) }
                if let number = Int(scalar.string) { return .count(number) }
            }
            return NodeReader.instant(scalar.string).map { .instant($0) } ?? .text(scalar.string)
        case .alias: return .text("")
        }
    }

    /// The facts whose words are known.
    private func check(_ node: Node, _ reader: inout NodeReader) {
        _ = stated("act", node, among: words.vocabulary.acts.map(\.text), &reader)
        _ = stated("actor", node, among: words.vocabulary.actors.map(\.text), &reader)
        _ = stated("channel", node, among: ChannelKind.allCases.map(\.word), &reader)
        _ = stated("to", node, among: words.destinations.map(\.text), &reader)
        if case .mapping(let mapping) = node, case .mapping(let thread)? = mapping["thread"], let labels = thread["labels"] {
            _ = reader.words(labels, of: "labels", among: words.labels)
        }
        if case .mapping(let mapping) = node, let findings = mapping["findings"] {
            for (key, name, value) in reader.pairs(findings, of: "findings") {
                let known = DataClass.allCases.map(\.word) + words.classes.map(\.word)
                if !known.contains(name) {
                    reader.unknown(key, "data class", of: "findings", name, among: known)
                }
                _ = reader.choice(value, of: name, among: ConditionForm.levels.keys.sorted())
            }
        }
    }

    private func stated(_ fact: String, _ node: Node, among words: [String], _ reader: inout NodeReader) -> String? {
        guard case .mapping(let mapping) = node, let value = mapping[fact] else {
            if fact == "direction" { reader.fail(node, "given has no direction", expected: "one of \(words.joined(separator: ", "))") }
            return nil
        }
        return reader.choice(value, of: fact, among: words)
    }
}
