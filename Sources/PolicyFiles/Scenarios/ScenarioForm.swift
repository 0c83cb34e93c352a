import Policies
import Yams

/// Reads a file of scenarios.
struct ScenarioForm {
    let words: PackWords
    /// The packs that a scenario asks if it names none.
    let inForce: [String]

    static func read(_ root: Node, words: PackWords, inForce: [String], _ reader: inout NodeReader) -> [Scenario] {
        let form = ScenarioForm(words: words, inForce: inForce)
        let fields = reader.fields(root, of: "the file", required: ["scenarios"], optional: ["defaults"])
        let defaults = fields["defaults"].map { form.settings($0, of: "defaults", also: ["packs"], &reader) } ?? [:]
        var ids: Set<String> = []
        return (fields["scenarios"].map { reader.list($0, of: "scenarios") } ?? []).compactMap { node in
            guard let scenario = form.scenario(node, defaults: defaults, &reader) else { return nil }
            if !ids.insert(scenario.id).inserted { reader.fail(node, "the scenario \(scenario.id) is there twice", expected: "another id") }
            return scenario
        }
    }

    private func scenario(_ node: Node, defaults: [String: ScenarioValue], _ reader: inout NodeReader) -> Scenario? {
        let fields = reader.fields(
            node, of: "the scenario", required: ["id", "given", "expect"],
            optional: ["title", "reason", "source", "tricky", "rule", "note"])
        let id = fields["id"].flatMap { reader.text($0, of: "id") }
        let title = fields["title"].flatMap { reader.text($0, of: "title") } ?? ""
        if let node = fields["tricky"] { _ = reader.flag(node, of: "tricky") }
        guard let givenNode = fields["given"], let expectNode = fields["expect"], let id else { return nil }
        let given = self.given(givenNode, &reader)
        let direction = stated("direction", givenNode, among: Direction.allCases.map(\.rawValue), &reader).flatMap {
            Direction(rawValue: $0)
        }
        let expected = ExpectationForm(words: words).read(expectNode, direction: direction, &reader)
        guard let direction else { return nil }
        guard let now = given["now"]?.instant else {
            reader.fail(givenNode, "given has no now", expected: "now, an instant such as 2027-02-01T09:00:00+00:00")
            return nil
        }
        var config = defaults
        for (name, value) in given["config"]?.parts ?? [:] { config[name] = value }
        let stated = given["packs"] ?? config["packs"]
        let packs = stated.map { $0.list?.compactMap(\.text) ?? [] } ?? inForce
        config["packs"] = nil
        return Scenario(
            id: id, title: title, direction: direction, now: now, given: given, config: config, packs: packs, expected: expected,
            file: reader.file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
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
