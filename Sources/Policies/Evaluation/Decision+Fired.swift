extension Decision {
    /// Who wins among the rules that fired, and what all of them together ask for.
    ///
    /// The highest precedence with a rule that answers decides, within it the strictest answer. Of rules with the same answer the one
    /// with the most binding basis is named, then the first by pack and id, so that the order of packs does not matter.
    init(direction: Direction, facts: Facts, fired: [CompiledRule], numbering: Numbering, packs: [PackReference]) {
        let winner = fired.first { $0.rule.outcome.verdict != nil }
        let verdict = winner?.rule.outcome.verdict ?? direction.verdictWithoutRule
        var labels = BitSet()
        var actions = BitSet()
        for rule in fired {
            labels.formUnion(rule.labels)
            actions.formUnion(rule.actions)
        }
        // Every rule that gives the winning answer at the winning precedence has a say in who may release and what to do instead.
        let agreeing = fired.filter {
            $0.rule.outcome.verdict == verdict && $0.rule.precedence == winner?.rule.precedence
        }
        let outcomes = fired.map(\.rule.outcome)
        self.direction = direction
        self.verdict = verdict
        self.labels =
            facts.labels.isEmpty
            ? numbering.labels.words(labels) : facts.labels.union(numbering.labels.words(labels)).sorted()
        self.actions = numbering.actions.words(actions)
        route = winner?.rule.outcome.route ?? outcomes.lazy.compactMap(\.route).first
        routes = Set(outcomes.compactMap(\.route)).sorted()
        approver = agreeing.lazy.compactMap(\.rule.outcome.approver).first
        approvers = Set(agreeing.compactMap(\.rule.outcome.approver)).sorted()
        deadlines = outcomes.reduce(into: Set()) { $0.formUnion($1.deadlines) }.sorted()
        evidence = outcomes.reduce(into: Set()) { $0.formUnion($1.evidence) }.sorted()
        metrics = outcomes.reduce(into: Set()) { $0.formUnion($1.metrics) }.sorted()
        channel = agreeing.lazy.compactMap(\.rule.outcome.channel).first ?? outcomes.lazy.compactMap(\.channel).first
        instead = agreeing.lazy.compactMap(\.rule.outcome.instead).first
        // One rule that nobody may go against is enough.
        override = agreeing.allSatisfy { $0.rule.outcome.override != nil } ? winner?.rule.outcome.override : nil
        trace = fired.map { rule in
            FiredRule(
                pack: rule.pack, rule: rule.rule.id, verdict: rule.rule.outcome.verdict,
                standing: Self.standing(of: rule, winner: winner, verdict: verdict))
        }
        self.packs = packs
    }

    private static func standing(of rule: CompiledRule, winner: CompiledRule?, verdict: Verdict) -> FiredRule.Standing {
        guard let own = rule.rule.outcome.verdict else { return .contributed }
        if rule.rank == winner?.rank { return .decided }
        return own == verdict ? .agreed : .overruled
    }
}
