import Policies

/// Policy as the vocabulary's header says it, without any index, number or order of evaluation: slow and plain.
struct LiteralEvaluator {
    let packs: [Pack]

    struct Answer: Equatable {
        var verdict: Verdict
        var labels: Set<Label>
        var actions: Set<Action>
        var rules: Set<String>
    }

    func decide(_ facts: Facts) -> Answer? {
        let rules = packs.flatMap { pack in
            pack.rules.filter {
                $0.directions.contains(facts.direction) && $0.effective.contains(facts.now) && pack.effective.contains(facts.now)
            }.map { (name: "\(pack.reference.id)/\($0.id)", rule: $0) }
        }
        guard !rules.isEmpty else { return nil }
        let settled = settle(rules.map(\.rule), facts)
        let fired = rules.filter { holds($0.rule.when, facts, settled) }
        let answering = fired.filter { $0.rule.outcome.verdict != nil }
        let best = answering.map(\.rule.precedence.rank).min()
        let verdicts = answering.filter { $0.rule.precedence.rank == best }.compactMap(\.rule.outcome.verdict)
        let strictest = facts.direction.verdicts.first { verdicts.contains($0) }
        return Answer(
            verdict: strictest ?? facts.direction.verdictWithoutRule, labels: settled,
            actions: Set(fired.flatMap(\.rule.outcome.actions)), rules: Set(fired.map(\.name)))
    }

    /// The labels after all rules: the rules that read no absence first, until nothing changes, then the others, round by round of
    /// labels that can no longer appear. Labels are settled in the order in which their setters are.
    private func settle(_ rules: [Rule], _ facts: Facts) -> Set<Label> {
        var labels = facts.labels
        var open = rules
        while !open.isEmpty {
            // A rule may be asked once no rule that is still open can set a label whose absence it reads, even through others.
            let ready = open.filter { rule in
                absencesRead(rule, among: open).isDisjoint(with: Set(open.flatMap(\.outcome.labels)))
            }
            guard !ready.isEmpty else { return labels }
            var changed = true
            while changed {
                let before = labels
                for rule in ready where holds(rule.when, facts, labels) { labels.formUnion(rule.outcome.labels) }
                changed = labels != before
            }
            open.removeAll { rule in ready.contains(rule) }
        }
        return labels
    }

    /// The labels whose absence the rule reads, or that a rule reads which sets a label that it reads.
    private func absencesRead(_ rule: Rule, among rules: [Rule]) -> Set<Label> {
        var absent: Set<Label> = []
        var present: Set<Label> = []
        collect(rule.when, true, &present, &absent)
        while true {
            let before = (present, absent)
            for other in rules where !other.outcome.labels.isDisjoint(with: present) { collect(other.when, true, &present, &absent) }
            if before == (present, absent) { return absent }
        }
    }

    private func collect(_ condition: Condition, _ positive: Bool, _ present: inout Set<Label>, _ absent: inout Set<Label>) {
        switch condition {
        case .label(let label): if positive { present.insert(label) } else { absent.insert(label) }
        case .not(let part): collect(part, !positive, &present, &absent)
        case .all(let parts), .any(let parts): for part in parts { collect(part, positive, &present, &absent) }
        default: break
        }
    }

    func holds(_ condition: Condition, _ facts: Facts, _ labels: Set<Label>) -> Bool {
        switch condition {
        case .all(let parts): parts.allSatisfy { holds($0, facts, labels) }
        case .any(let parts): parts.contains { holds($0, facts, labels) }
        case .not(let part): !holds(part, facts, labels)
        case .act(let acts): facts.act.map(acts.contains) ?? false
        case .actor(let actors): facts.actor.map(actors.contains) ?? false
        case .channel(let kinds): facts.channel.map(kinds.contains) ?? false
        case .finds(let classes, let level, let least):
            classes.count { dataClass in facts.findings[dataClass].map { $0 >= level } ?? false } >= least
        case .label(let label): labels.contains(label)
        case .assurance(let least): facts.assurance >= least
        case .fact(let path, let test): test.holds(for: facts.values[path], now: facts.now)
        }
    }
}
