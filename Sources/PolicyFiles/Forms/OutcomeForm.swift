import Policies
import Yams

/// Reads what a rule asks for when it fires.
struct OutcomeForm {
    let words: PackWords

    static let keys = [
        "decision", "labels", "actions", "route", "approver", "deadlines", "evidence", "metrics", "channel", "instead", "override",
    ]

    func read(
        _ fields: [String: Node], of rule: Node, directions: Set<Direction>, _ reader: inout NodeReader
    ) -> Outcome {
        var outcome = Outcome()
        if let node = fields["decision"] { outcome.verdict = verdict(node, directions, &reader) }
        if let node = fields["labels"] { outcome.labels = reader.words(node, of: "labels", among: words.labels) }
        if let node = fields["actions"] { outcome.actions = reader.words(node, of: "actions", among: words.actions) }
        if let node = fields["route"] { outcome.route = reader.word(node, of: "route", among: words.routes) }
        if let node = fields["approver"] { outcome.approver = reader.word(node, of: "approver", among: words.vocabulary.approverRoles) }
        if let node = fields["deadlines"] { outcome.deadlines = reader.words(node, of: "deadlines", among: words.deadlines) }
        if let node = fields["evidence"] { outcome.evidence = reader.words(node, of: "evidence", among: words.declared.evidence) }
        if let node = fields["metrics"] { outcome.metrics = reader.words(node, of: "metrics", among: words.declared.metrics) }
        if let node = fields["channel"] { outcome.channel = reader.word(node, of: "channel", among: words.destinations) }
        if let node = fields["instead"] { outcome.instead = reader.text(node, of: "instead") }
        if let node = fields["override"] { outcome.override = readOverride(node, &reader) }
        check(outcome, fields, of: rule, &reader)
        return outcome
    }

    private func verdict(_ node: Node, _ directions: Set<Direction>, _ reader: inout NodeReader) -> Verdict? {
        // A rule for two kinds of question can only give an answer that both have.
        let words = Verdict.allCases.filter { verdict in directions.allSatisfy { $0.rank(of: verdict) != nil } }.map(\.word)
        return reader.choice(node, of: "decision", among: words).flatMap { Verdict(word: $0) }
    }

    private func readOverride(_ node: Node, _ reader: inout NodeReader) -> Override? {
        let fields = reader.fields(node, of: "override", required: ["role", "reason_required"])
        guard let role = fields["role"].flatMap({ reader.word($0, of: "role", among: words.vocabulary.approverRoles) }),
            let reason = fields["reason_required"].flatMap({ reader.flag($0, of: "reason_required") })
        else { return nil }
        return Override(role: role, reasonRequired: reason)
    }

    /// What one part of the outcome demands of another.
    private func check(_ outcome: Outcome, _ fields: [String: Node], of rule: Node, _ reader: inout NodeReader) {
        if Set(fields.keys).isDisjoint(with: Self.keys) {
            reader.fail(rule, "the rule asks for nothing", expected: "one of \(Self.keys.joined(separator: ", "))")
        }
        if outcome.verdict == .escalate, outcome.route == nil, fields["route"] == nil {
            reader.fail(fields["decision"] ?? rule, "ESCALATE names no route", expected: "the key route")
        }
        if outcome.verdict == .hold, fields["approver"] == nil {
            reader.fail(fields["decision"] ?? rule, "HOLD names no approver", expected: "the key approver")
        }
        if outcome.verdict == .block, fields["instead"] == nil {
            reader.fail(fields["decision"] ?? rule, "BLOCK does not say what to do instead", expected: "the key instead")
        }
    }
}
