import AccountData
import Policies
import PolicyFiles

/// Facts as a scenario states them, in YAML.
struct FactsAsScenario {
    let facts: Facts
    let zone: ZoneRules

    /// One line: `{now: …, direction: …}`. Nil where a scenario cannot state the facts, such as a fact that has a value and parts.
    func given(packs: [String]) -> String? {
        var given: [(String, String)] = [
            ("now", quoted(facts.now.iso8601(in: zone))), ("direction", facts.direction.rawValue),
            ("packs", "[\(packs.joined(separator: ", "))]"),
        ]
        if let act = facts.act { given.append(("act", act.text)) }
        if let actor = facts.actor { given.append(("actor", actor.text)) }
        if let channel = facts.channel { given.append(("channel", channel.word)) }
        if !facts.findings.isEmpty {
            let found = facts.findings.sorted { $0.key < $1.key }.map { "\($0.key.word): \($0.value.word)" }
            given.append(("findings", "{\(found.joined(separator: ", "))}"))
        }
        var parts: [String: [(String, String)]] = [:]
        for (path, value) in facts.values.sorted(by: { $0.key < $1.key }) {
            let stated = stated(value)
            guard let part = path.part else {
                if given.contains(where: { $0.0 == path.fact }) { return nil }
                given.append((path.fact, stated))
                continue
            }
            parts[path.fact, default: []].append((part, stated))
        }
        if !facts.labels.isEmpty {
            parts["thread", default: []].append(("labels", "[\(facts.labels.sorted().map(\.text).joined(separator: ", "))]"))
        }
        if facts.assurance != .none { parts["session", default: []].append(("auth", facts.assurance.word)) }
        for (fact, list) in parts.sorted(by: { $0.key < $1.key }) {
            guard !given.contains(where: { $0.0 == fact }), Set(list.map(\.0)).count == list.count else { return nil }
            given.append((fact, "{\(list.map { "\($0.0): \($0.1)" }.joined(separator: ", "))}"))
        }
        return "{\(given.map { "\($0.0): \($0.1)" }.joined(separator: ", "))}"
    }

    private func stated(_ value: FactValue) -> String {
        switch value {
        case .flag(let flag): flag ? "true" : "false"
        case .count(let count): "\(count)"
        case .word(let word): quoted(word)
        case .words(let words): "[\(words.sorted().map(quoted).joined(separator: ", "))]"
        case .instant(let instant): quoted(instant.iso8601(in: zone))
        }
    }

    private func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}
