import Policies
import Yams

/// Reads one rule of a pack.
struct RuleForm {
    let words: PackWords

    func read(_ node: Node, _ reader: inout NodeReader) -> Rule? {
        let fields = reader.fields(
            node, of: "the rule", required: ["id", "title", "basis", "source", "when"],
            optional: ["verified", "effective", "precedence", "loosens"] + OutcomeForm.keys)
        let id = fields["id"].flatMap { reader.newWord($0, of: "id") }
        let title = fields["title"].flatMap { reader.text($0, of: "title") }
        let basis = fields["basis"].flatMap { reader.choice($0, of: "basis", among: LegalBasis.allCases.map(\.rawValue)) }
            .flatMap { LegalBasis(rawValue: $0) }
        let source = fields["source"].flatMap { Self.readSource($0, &reader) }
        let verified = fields["verified"].flatMap { reader.flag($0, of: "verified") } ?? false
        let effective = fields["effective"].map { PeriodForm.read($0, &reader) } ?? .always
        let vocabulary = words.vocabulary
        let precedence = fields["precedence"].flatMap { reader.choice($0, of: "precedence", among: vocabulary.precedences) }
            .flatMap { vocabulary.precedence($0) }
        var directions: Set<Direction> = []
        var when = Condition.always
        if let node = fields["when"] {
            directions = readDirections(node, &reader)
            when = ConditionForm(words: words).read(node, of: "when", others: ["direction"], &reader)
        }
        let outcome = OutcomeForm(words: words).read(fields, of: node, directions: directions, &reader)
        let loosens = fields["loosens"].map { readLoosened($0, &reader) } ?? []
        guard let id, let title, let basis, let source, !directions.isEmpty else { return nil }
        return Rule(
            id: id, title: title, basis: basis, source: source, verified: verified, effective: effective,
            precedence: precedence ?? vocabulary.ordinary, directions: directions, when: when, outcome: outcome, loosens: loosens)
    }

    private func readLoosened(_ node: Node, _ reader: inout NodeReader) -> [LoosenedRule] {
        var names: Set<RuleName> = []
        return reader.list(node, of: "loosens").compactMap { item in
            let fields = reader.fields(item, of: "a rule that this one loosens", required: ["pack", "rule", "because"])
            guard let pack = fields["pack"].flatMap({ reader.newWord($0, of: "pack") }),
                let rule = fields["rule"].flatMap({ reader.newWord($0, of: "rule") }),
                let because = fields["because"].flatMap({ reader.text($0, of: "because") })
            else { return nil }
            let name = RuleName(pack: pack, rule: rule)
            if !names.insert(name).inserted { reader.fail(item, "\(name) is there twice", expected: "each rule once") }
            return LoosenedRule(name: name, because: because)
        }
    }

    private func readDirections(_ when: Node, _ reader: inout NodeReader) -> Set<Direction> {
        // A missing direction is reported with the other keys of the condition.
        guard case .mapping(let mapping) = when, let node = mapping["direction"] else { return [] }
        let found = reader.items(node).compactMap { item in
            reader.choice(item, of: "direction", among: Direction.allCases.map(\.rawValue)).flatMap { Direction(rawValue: $0) }
        }
        return Set(found)
    }

    static func readSource(_ node: Node, _ reader: inout NodeReader) -> Source? {
        if reader.scalar(node) != nil { return reader.text(node, of: "source").map { Source(reference: $0) } }
        let fields = reader.fields(node, of: "source", required: ["ref"], optional: ["url", "seen_on"])
        guard let reference = fields["ref"].flatMap({ reader.text($0, of: "ref") }) else { return nil }
        return Source(
            reference: reference, address: fields["url"].flatMap { reader.text($0, of: "url") },
            seenOn: fields["seen_on"].flatMap { reader.date($0, of: "seen_on") })
    }
}
