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
        var routes = BitSet()
        var deadlines = BitSet()
        var evidence = BitSet()
        var metrics = BitSet()
        // Every rule that gives the winning answer at the winning precedence has a say in who may release and what to do instead.
        var approvers = BitSet()
        var own: (approver: ApproverRole?, channel: Destination?, instead: String?) = (nil, nil, nil)
        var mayOverride = true
        var any: (route: Route?, channel: Destination?) = (nil, nil)
        var trace: [FiredRule] = []
        trace.reserveCapacity(fired.count)
        for rule in fired {
            labels.formUnion(rule.labels)
            actions.formUnion(rule.actions)
            routes.formUnion(rule.route)
            deadlines.formUnion(rule.deadlines)
            evidence.formUnion(rule.evidence)
            metrics.formUnion(rule.metrics)
            if any.route == nil { any.route = rule.rule.outcome.route }
            if any.channel == nil { any.channel = rule.rule.outcome.channel }
            if rule.rule.outcome.verdict == verdict, rule.rule.precedence == winner?.rule.precedence {
                approvers.formUnion(rule.approver)
                if own.approver == nil { own.approver = rule.rule.outcome.approver }
                if own.channel == nil { own.channel = rule.rule.outcome.channel }
                if own.instead == nil { own.instead = rule.rule.outcome.instead }
                // One rule that nobody may go against is enough.
                if rule.rule.outcome.override == nil { mayOverride = false }
            }
            trace.append(
                FiredRule(
                    pack: rule.pack, rule: rule.rule.id, verdict: rule.rule.outcome.verdict,
                    standing: Self.standing(of: rule, winner: winner, verdict: verdict)))
        }
        self.direction = direction
        self.verdict = verdict
        self.labels =
            facts.labels.isEmpty
            ? numbering.labels.words(labels) : facts.labels.union(numbering.labels.words(labels)).sorted()
        self.actions = numbering.actions.words(actions)
        route = winner?.rule.outcome.route ?? any.route
        self.routes = numbering.routes.words(routes)
        approver = own.approver
        self.approvers = numbering.approvers.words(approvers)
        self.deadlines = numbering.deadlines.words(deadlines)
        self.evidence = numbering.evidence.words(evidence)
        self.metrics = numbering.metrics.words(metrics)
        channel = own.channel ?? any.channel
        instead = own.instead
        override = mayOverride ? winner?.rule.outcome.override : nil
        self.trace = trace
        self.packs = packs
    }

    private static func standing(of rule: CompiledRule, winner: CompiledRule?, verdict: Verdict) -> FiredRule.Standing {
        guard let own = rule.rule.outcome.verdict else { return .contributed }
        if rule.rank == winner?.rank { return .decided }
        return own == verdict ? .agreed : .overruled
    }
}
