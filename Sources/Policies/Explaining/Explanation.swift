/// Why a decision is what it is, and what would have had to be different.
public struct Explanation: Sendable {
    /// A rule that fired, with its conditions in words.
    public struct Line: Hashable, Sendable {
        public var fired: FiredRule
        public var title: String
        public var basis: LegalBasis
        public var source: String
        public var condition: String
        /// What it loosens by its own words.
        public var loosens: [LoosenedRule] = []
    }

    /// A rule that would have fired but for one condition.
    public struct NearMiss: Hashable, Sendable {
        public var name: RuleName
        public var title: String
        public var verdict: Verdict?
        /// The condition that does not hold.
        public var missing: String
    }

    /// The smallest change of the facts under which the answer is another.
    public struct Counterfactual: Hashable, Sendable {
        public var verdict: Verdict
        /// What would have to be true instead, one fact each.
        public var changes: [String]
        public var facts: Facts
    }

    public var facts: Facts
    public var decision: Decision
    public var lines: [Line]
    public var nearMisses: [NearMiss]
    public var counterfactuals: [Counterfactual]

    public init(_ facts: Facts, decidedBy set: PackSet, _ wording: Wording) {
        self.facts = facts
        let decision = set.decide(facts)
        self.decision = decision
        let rules = set.packs.flatMap { pack in pack.rules.map { (pack: pack, rule: $0) } }
        lines = decision.trace.compactMap { fired in
            guard let rule = rules.first(where: { $0.pack.reference == fired.pack && $0.rule.id == fired.rule })?.rule else { return nil }
            return Line(
                fired: fired, title: rule.title, basis: rule.basis, source: rule.source.reference, condition: rule.when.inWords(wording),
                loosens: rule.loosens)
        }
        let labels = Set(decision.labels)
        nearMisses = rules.compactMap { pack, rule in
            guard rule.directions.contains(facts.direction), rule.effective.contains(facts.now), pack.effective.contains(facts.now),
                !rule.when.holds(for: facts, labels: labels), case .all(let parts) = rule.when
            else { return nil }
            let failing = parts.filter { !$0.holds(for: facts, labels: labels) }
            guard failing.count == 1, parts.count > 1 else { return nil }
            return NearMiss(
                name: RuleName(pack: pack.reference.id, rule: rule.id), title: rule.title, verdict: rule.outcome.verdict,
                missing: failing[0].inWords(wording))
        }
        counterfactuals = Self.counterfactuals(facts, decision, set, wording)
    }

    /// Whether a rule that did not fire would have made another answer or more of the same.
    public func matters(_ miss: NearMiss) -> Bool {
        guard let verdict = miss.verdict, let rank = facts.direction.rank(of: verdict), let own = facts.direction.rank(of: decision.verdict)
        else { return true }
        return rank < own
    }

    private static func counterfactuals(_ facts: Facts, _ decision: Decision, _ set: PackSet, _ wording: Wording) -> [Counterfactual] {
        guard !decision.isUnavailable else { return [] }
        let space = FactSpace(set.packs, facts.direction, usually: facts.now)
        let policy = SymbolicPolicy(set.packs, space: space, diagram: Diagram(domains: space.domains))
        let own = space.answers(for: facts)
        // The fewest facts that differ; among equal changes the plainest answer. Doing something else is farther away than doing it with other
        // words or elsewhere, and time is what one can change least.
        let prices = zip(space.variables, own).map { variable, answer in
            variable.prices.enumerated().map { place, price in place == answer ? 0 : variable.subject.distance + price }
        }
        return facts.direction.verdicts.filter { $0 != decision.verdict }.compactMap { verdict in
            guard let nearest = policy.diagram.cheapest(policy.verdicts[verdict] ?? Diagram.no, prices: prices) else { return nil }
            let changes = space.variables.indices.filter { nearest.answers[$0] != own[$0] }.map { place in
                let variable = space.variables[place]
                let answer = variable.answers[nearest.answers[place]]
                return PolicyComparison.Change.Part(
                    subject: variable.subject, answers: [answer], others: variable.answers.filter { $0 != answer }
                ).inWords(wording)
            }
            return Counterfactual(verdict: verdict, changes: changes, facts: space.facts(for: nearest.answers))
        }.sorted { $0.changes.count < $1.changes.count }
    }
}

extension FactVariable.Subject {
    /// How far it is to another answer, in a search for the nearest case.
    fileprivate var distance: Int {
        switch self {
        case .now: 1000
        case .act, .actor: 150
        case .channel, .assurance, .found, .label, .value, .word: 100
        }
    }
}
