/// Whether packs keep a property in every case, and if not, the smallest case in which they do not.
public struct Proof: Hashable, Sendable {
    public struct Counterexample: Hashable, Sendable {
        public var facts: Facts
        public var decision: Decision
        /// What the decision fails to meet, in words.
        public var missing: [String]
    }

    public var property: Property
    /// The packs that it was proved of.
    public var packs: [PackReference]
    public var counterexample: Counterexample?
    /// How many cases the facts of the packs and of the property make together; 2^63 - 1 where there are more.
    public var cases: Int
    /// Whether any case meets the premise at all. A property about nothing holds, and says nothing.
    public var hasCases: Bool

    public var holds: Bool { counterexample == nil }
}

extension Property {
    /// Proves the property of all acts, or finds the smallest that breaks it.
    ///
    /// Exact for facts that are missing or of the kinds that the rules' tests are about: every such act is one of the cases.
    /// - Parameter now: the moment at which cases are looked for first.
    public func proof(of set: PackSet, usually now: Timestamp) -> Proof {
        let space = FactSpace(set.packs, direction, and: [premise], labels: demand.labels, usually: now)
        let policy = SymbolicPolicy(set.packs, space: space, diagram: Diagram(domains: space.domains))
        let diagram = policy.diagram
        let premise = policy.holds(premise)
        let broken = diagram.difference(premise, without: met(by: policy))
        var proof = Proof(
            property: self, packs: set.packs.map(\.reference), counterexample: nil, cases: space.size, hasCases: premise != Diagram.no)
        if let smallest = diagram.cheapest(broken, prices: space.prices) {
            let facts = space.facts(for: smallest.answers)
            let decision = set.decide(facts)
            proof.counterexample = .init(facts: facts, decision: decision, missing: demand.missing(in: decision))
        }
        return proof
    }

    /// Where the demand is met.
    private func met(by policy: SymbolicPolicy) -> Diagram.Node {
        let diagram = policy.diagram
        let unavailable = diagram.not(policy.inForce)
        var parts: [Diagram.Node] = []
        if !demand.verdicts.isEmpty { parts.append(diagram.or(Set(demand.verdicts).map { policy.verdicts[$0] ?? Diagram.no })) }
        for label in demand.labels {
            let set = policy.labels[label] ?? Diagram.no
            parts.append(label.text == Effect.policyUnavailable.rawValue ? diagram.or(set, unavailable) : set)
        }
        for action in demand.actions { parts.append(policy.happens(action)) }
        for action in demand.notActions { parts.append(diagram.not(policy.happens(action))) }
        for name in demand.deadlines { parts.append(policy.asked { $0.deadlines.contains(name) }) }
        if let route = demand.route { parts.append(policy.asked { $0.route == route }) }
        return diagram.and(parts)
    }
}

extension Property.Demand {
    /// What a decision fails to meet, in words.
    public func missing(in decision: Decision) -> [String] {
        var missing: [String] = []
        if !verdicts.isEmpty, !verdicts.contains(decision.verdict) {
            missing.append("the answer is \(decision.verdict.word), not \(verdicts.map(\.word).joined(separator: " or "))")
        }
        for label in labels.sorted() where !decision.labels.contains(label) { missing.append("the label \(label) is not set") }
        for action in actions.sorted() where !decision.actions.contains(action) { missing.append("\(action) does not happen") }
        for action in notActions.sorted() where decision.actions.contains(action) { missing.append("\(action) happens") }
        for name in deadlines.sorted() where !decision.deadlines.contains(name) { missing.append("the deadline \(name) is not set") }
        if let route, !decision.routes.contains(route) { missing.append("nobody of \(route) is told") }
        return missing
    }
}

extension FactSpace {
    /// Where something of one of these classes is found.
    func anyFound(_ diagram: Diagram, _ wanted: (DataClass) -> Bool) -> Diagram.Node {
        diagram.or(
            places.keys.compactMap { subject in
                guard case .found(let dataClass) = subject, wanted(dataClass) else { return nil }
                return test(.finds([dataClass], level: .possible, atLeast: 1), diagram)
            })
    }

    /// The space of everything that packs ask about, and what is asked besides.
    init(
        _ packs: [Pack], _ direction: Direction, and conditions: [Condition] = [], labels: Set<Label> = [], usually now: Timestamp
    ) {
        let rules = packs.flatMap { pack in pack.rules.filter { $0.directions.contains(direction) }.map { (pack, $0) } }
        self.init(
            direction, conditions: rules.map(\.1.when) + conditions,
            periods: rules.flatMap { [$0.effective, $1.effective] }, labels: labels, usually: now)
    }
}
