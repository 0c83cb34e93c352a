import Policies
import Yams

/// Reads what a scenario expects.
struct ExpectationForm {
    let words: PackWords

    func read(_ node: Node, direction: Direction?, _ reader: inout NodeReader) -> Scenario.Expectation {
        let fields = reader.fields(node, of: "expect", required: [], optional: words.vocabulary.expectations.sorted())
        var expected = Scenario.Expectation()
        if let node = fields["decision"] {
            let verdicts = direction?.verdicts ?? Verdict.allCases
            expected.verdict = reader.choice(node, of: "decision", among: verdicts.map(\.word)).flatMap { Verdict(word: $0) }
        }
        if let node = fields["labels"] { expected.labels = reader.words(node, of: "labels", among: words.labels) }
        if let node = fields["not_labels"] { expected.notLabels = reader.words(node, of: "not_labels", among: words.labels) }
        if let node = fields["actions"] { expected.actions = reader.words(node, of: "actions", among: words.actions) }
        if let node = fields["not_actions"] { expected.notActions = reader.words(node, of: "not_actions", among: words.actions) }
        if let node = fields["route"] { expected.route = reader.word(node, of: "route", among: words.routes) }
        if let node = fields["approver"] {
            expected.approver = reader.word(node, of: "approver", among: words.vocabulary.approverRoles)
        }
        if let node = fields["channel"] { expected.channel = reader.word(node, of: "channel", among: words.destinations) }
        if let node = fields["evidence"] { expected.evidence = freeWords(node, of: "evidence", &reader) }
        if let node = fields["metrics"] { expected.metrics = freeWords(node, of: "metrics", &reader) }
        if let node = fields["must_not"] { expected.mustNot = prohibitions(node, &reader) }
        if let node = fields["deadlines"] {
            expected.deadlines = reader.list(node, of: "deadlines").compactMap { deadline($0, &reader) }
        }
        return expected
    }

    /// The vocabulary lists neither evidence nor metrics, so any word is taken; one that no pack uses makes the scenario fail.
    private func freeWords<Kind>(_ node: Node, of what: String, _ reader: inout NodeReader) -> Set<Word<Kind>> {
        Set(reader.items(node).compactMap { reader.newWord($0, of: what) }.map { Word($0) })
    }

    private func prohibitions(_ node: Node, _ reader: inout NodeReader) -> [String: Prohibition] {
        var found: [String: Prohibition] = [:]
        for item in reader.items(node) {
            let word = reader.choice(item, of: "must_not", among: words.vocabulary.prohibitions.keys.sorted())
            if let word { found[word] = words.vocabulary.prohibitions[word] }
        }
        return found
    }

    private func deadline(_ node: Node, _ reader: inout NodeReader) -> Scenario.Expectation.Deadline? {
        let fields = reader.fields(node, of: "a deadline", required: ["name"], optional: ["at", "no_later_than"])
        guard let name = fields["name"].flatMap({ reader.word($0, of: "name", among: words.deadlines) }) else { return nil }
        if fields["at"] != nil && fields["no_later_than"] != nil {
            reader.fail(node, "the deadline has both at and no_later_than", expected: "one of them")
        }
        if let at = fields["at"] { return reader.instant(at, of: "at").map { .init(name: name, bound: .at($0)) } }
        guard let latest = fields["no_later_than"] else { return .init(name: name, bound: .any) }
        return reader.instant(latest, of: "no_later_than").map { .init(name: name, bound: .noLaterThan($0)) }
    }
}
