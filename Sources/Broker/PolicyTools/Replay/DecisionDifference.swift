public import Policies

/// How two answers to one question differ; nil where they do not.
public struct DecisionDifference: Hashable, Sendable {
    /// A list of a decision, by what the one has and the other lacks.
    public struct Words: Hashable, Sendable, Encodable {
        /// `labels`, `actions`, `routes`, `approvers`, `deadlines`, `evidence` or `metrics`.
        public var list: String
        public var added: [String]
        public var removed: [String]
    }

    public var direction: Direction
    public var from: Verdict
    public var to: Verdict
    public var words: [Words]
    /// The rules that decide, as `pack/rule`; nil where none does.
    public var ruleBefore: String?
    public var ruleAfter: String?

    /// Below 0 where the answer becomes laxer, above 0 where it becomes stricter.
    public var strictness: Int {
        guard let before = direction.rank(of: from), let after = direction.rank(of: to) else { return 0 }
        return before - after
    }

    init?(_ direction: Direction, _ before: Decision, _ after: Decision) {
        func words<Kind>(_ list: String, _ old: [Word<Kind>], _ new: [Word<Kind>]) -> Words? {
            guard old != new else { return nil }
            return Words(
                list: list, added: new.filter { !old.contains($0) }.map(\.text), removed: old.filter { !new.contains($0) }.map(\.text))
        }
        let lists = [
            words("labels", before.labels, after.labels), words("actions", before.actions, after.actions),
            words("routes", before.routes, after.routes), words("approvers", before.approvers, after.approvers),
            words("deadlines", before.deadlines, after.deadlines), words("evidence", before.evidence, after.evidence),
            words("metrics", before.metrics, after.metrics),
        ]
        self.words = lists.compactMap(\.self)
        guard before.verdict != after.verdict || !self.words.isEmpty else { return nil }
        self.direction = direction
        from = before.verdict
        to = after.verdict
        ruleBefore = Self.rule(before)
        ruleAfter = Self.rule(after)
    }

    /// Where only the old answer's verdict is known.
    init?(_ direction: Direction, _ before: Verdict, _ after: Decision) {
        guard before != after.verdict else { return nil }
        self.direction = direction
        from = before
        to = after.verdict
        words = []
        ruleAfter = Self.rule(after)
    }

    /// Deadlines that stay and fall at another time.
    static func moved(_ direction: Direction, _ decision: Decision) -> DecisionDifference {
        DecisionDifference(unchanged: direction, decision)
    }

    private init(unchanged direction: Direction, _ decision: Decision) {
        self.direction = direction
        from = decision.verdict
        to = decision.verdict
        words = []
        ruleBefore = Self.rule(decision)
        ruleAfter = ruleBefore
    }

    private static func rule(_ decision: Decision) -> String? {
        decision.trace.first { $0.standing == .decided }.map { "\($0.pack.id)/\($0.rule)" }
    }
}
