/// What tests have asked of one rule.
public struct RuleCoverage: Hashable, Sendable {
    /// A condition of the rule, and how often it held and did not.
    public struct Part: Hashable, Sendable {
        public var words: String
        public var held: Int
        public var failed: Int
    }

    public var name: RuleName
    /// Tests in which the rule was asked, fired, and gave the answer that stood.
    public var asked = 0
    public var fired = 0
    public var decided = 0
    public var parts: [Part]

    public init(_ name: RuleName, _ rule: Rule, _ wording: Wording = Wording()) {
        self.name = name
        parts = rule.when.leaves.map { Part(words: $0.leaf.inWords(wording), held: 0, failed: 0) }
    }

    /// Counts one decision in which the rule was in force.
    public mutating func note(_ decision: Decision, _ facts: Facts, _ rule: Rule) {
        asked += 1
        for place in parts.indices {
            if rule.when.leaves[place].leaf.holds(for: facts, labels: Set(decision.labels)) {
                parts[place].held += 1
            } else {
                parts[place].failed += 1
            }
        }
        guard let fired = decision.trace.first(where: { $0.rule == name.rule && $0.pack.id == name.pack }) else { return }
        self.fired += 1
        if fired.standing == .decided || fired.standing == .agreed { decided += 1 }
    }

    /// Why a rule that never fired did not: the conditions that never held.
    public var missing: [String] { parts.filter { $0.held == 0 }.map(\.words) }
}
