public import AccountData
public import Policies
public import Ledger

/// What would become of a draft if it were submitted now.
public struct Checked: Sendable {
    public var decision: Decision
    /// The rule that gives the answer, whole: its title and its source.
    public var rule: (pack: Pack, rule: Rule)?
    /// Where in the text stands what the answer hangs on; Unicode scalar offsets.
    public var spans: [Finding]

    public init(decision: Decision, rule: (pack: Pack, rule: Rule)?, spans: [Finding]) {
        self.decision = decision
        self.rule = rule
        self.spans = spans
    }
}

extension Decider {
    /// The answer that ``decide(_:)`` gives for a draft, with what it hangs on. Decides, and writes nothing.
    /// - Throws: what submitting it would be refused for.
    public func check(_ draft: Draft, text: String, by principal: Principal, as id: EventID) throws(Refusal) -> Checked {
        let decided = try decide(Command(id: id, principal: principal, order: .submit(draft)))
        let state = try conversation(draft.conversation)
        let answered = answer(to: facts(for: draft, by: principal, on: state), isScheduled: draft.goesOut != nil)
        let facts = answered.facts
        var decision = answered.decision
        // The domain may let go what policy alone would hold, as the second half of what was agreed to.
        if let verdict = decided.verdict { decision.verdict = verdict }
        let fired = decision.trace.first { $0.standing == .decided }
        let pack = fired.flatMap { fired in terms.packs.packs.first { $0.reference.id == fired.pack.id } }
        let rule = pack.flatMap { pack in pack.rules.first { $0.id == fired?.rule }.map { (pack, $0) } }
        return Checked(decision: decision, rule: rule, spans: spans(in: text, facts, decision.verdict))
    }

    /// The findings without which the answer would be another.
    private func spans(in text: String, _ facts: Facts, _ verdict: Verdict) -> [Finding] {
        guard verdict != .send, !facts.findings.isEmpty else { return [] }
        var clean = facts
        clean.findings = [:]
        if terms.packs.decide(clean).verdict == verdict { return [] }
        let guilty = facts.findings.filter { dataClass, level in
            clean.findings = [dataClass: level]
            return terms.packs.decide(clean).verdict == verdict
        }
        // Where only several together give the answer, all of them are shown.
        let classes = guilty.isEmpty ? Set(facts.findings.keys) : Set(guilty.keys)
        return terms.scanner.scan(text, minimum: .possible).filter { finding in
            classes.contains(finding.dataClass) && finding.level == facts.findings[finding.dataClass]
        }
    }
}
