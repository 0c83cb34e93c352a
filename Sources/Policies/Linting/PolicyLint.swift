/// Looks for rules that cannot be meant as they are, over every case that they can tell from another.
public struct PolicyLint: Sendable {
    private let packs: [Pack]
    private let now: Timestamp

    public init(_ packs: [Pack], now: Timestamp) {
        self.packs = packs.sorted { $0.reference < $1.reference }
        self.now = now
    }

    /// Everything that is found, each once.
    public func faults() -> [PolicyFault] {
        var byRule: [RuleName: [Direction: [PolicyFault]]] = [:]
        var together: [PolicyFault] = []
        for direction in Direction.allCases {
            guard packs.contains(where: { $0.rules.contains { $0.directions.contains(direction) } }) else { continue }
            let space = FactSpace(packs, direction, usually: now)
            let diagram = Diagram(domains: space.domains)
            let policy = SymbolicPolicy(packs, space: space, diagram: diagram)
            for (place, member) in policy.members.enumerated() {
                byRule[RuleName(pack: member.pack.id, rule: member.rule.id), default: [:]][direction] = faults(of: place, in: policy)
            }
            together += contradictions(in: policy) + loosenings(of: policy)
        }
        // A rule for several kinds of question is at fault only if it is for each of them.
        let ofRules = byRule.values.flatMap { found in
            found.values.reduce(nil as [PolicyFault]?) { common, faults in
                common?.filter { fault in faults.contains { $0.kind == fault.kind && $0.part == fault.part } } ?? faults
            } ?? []
        }
        return Array(Set(ofRules + together + deadlines() + ownTerms() + ownClasses())).sorted {
            "\($0.part)\($0.problem)" < "\($1.part)\($1.problem)"
        }
    }

    // MARK: One rule

    private func faults(of place: Int, in policy: SymbolicPolicy) -> [PolicyFault] {
        let member = policy.members[place]
        let diagram = policy.diagram
        let name = RuleName(pack: member.pack.id, rule: member.rule.id)
        guard policy.fires[place] != Diagram.no else { return [neverFires(place, name, in: policy)] }
        var faults: [PolicyFault] = []
        if isIdle(place, in: policy) {
            faults.append(
                PolicyFault(
                    .changesNothing, .warning, .rule(name), "everything that the rule asks for is asked for without it",
                    advice: "delete it, or give it an outcome of its own"))
        } else if let verdict = member.rule.outcome.verdict,
            diagram.and(policy.fires[place], policy.decidedAt[member.rule.precedence]?[verdict] ?? Diagram.no) == Diagram.no
        {
            let stronger = policy.members.indices.filter { other in
                let rule = policy.members[other].rule
                return rule.outcome.verdict != nil && other != place
                    && diagram.difference(policy.fires[place], without: policy.fires[other]) == Diagram.no
                    && (rule.precedence > member.rule.precedence || rule.outcome.verdict != verdict)
            }.first.map { "\(policy.members[$0].pack.id)/\(policy.members[$0].rule.id)" }
            faults.append(
                PolicyFault(
                    .answerNeverCounts, .warning, .key(name, "decision"),
                    "the answer \(verdict.word) never counts: \(stronger.map { "whenever the rule fires, \($0) decides" } ?? "stricter rules always decide")",
                    advice: "delete the answer, give the rule a higher precedence, or narrow the other rule"))
        }
        for (path, leaf) in member.rule.when.leaves where changesNothing(leaf, at: path, of: place, in: policy) {
            faults.append(
                PolicyFault(
                    .idleCondition, .note, .key(name, "when"),
                    "the condition '\(leaf.inWords())' changes nothing: the rule fires in the same cases without it",
                    advice: "delete it, or correct what makes it idle"))
        }
        return faults
    }

    private func neverFires(_ place: Int, _ name: RuleName, in policy: SymbolicPolicy) -> PolicyFault {
        let member = policy.members[place]
        if member.inForce == Diagram.no {
            return PolicyFault(
                .neverFires, .error, .key(name, "effective"), "the rule and its pack are never in force together",
                advice: "make the two periods overlap, or delete the rule")
        }
        if policy.space.test(member.rule.when, policy.diagram) == Diagram.no {
            return PolicyFault(
                .neverFires, .error, .key(name, "when"), "no case meets the rule's condition: its parts exclude one another",
                advice: "correct the part that is wrong, or delete the rule")
        }
        return PolicyFault(
            .neverFires, .error, .key(name, "when"),
            "the rule can never fire: whenever its other conditions hold, a rule sets a label whose absence it asks for",
            advice: "narrow the rule that sets the label, or delete this one")
    }

    /// Whether every decision is the same without the rule.
    private func isIdle(_ place: Int, in policy: SymbolicPolicy) -> Bool {
        let outcome = policy.members[place].rule.outcome
        // A rule that alone names something cannot be idle; most rules are decided here.
        let others = policy.members.indices.filter { $0 != place }.map { policy.members[$0].rule.outcome }
        guard outcome.actions.allSatisfy({ word in others.contains { $0.actions.contains(word) } }),
            outcome.labels.allSatisfy({ word in others.contains { $0.labels.contains(word) } }),
            outcome.deadlines.allSatisfy({ word in others.contains { $0.deadlines.contains(word) } }),
            outcome.verdict == nil || others.contains(where: { $0.verdict == outcome.verdict }),
            outcome.instead == nil || outcome.verdict == nil
        else { return false }
        let member = policy.members[place]
        let without = packs.map { pack in
            var pack = pack
            if pack.reference == member.pack { pack.rules.removeAll { $0.id == member.rule.id } }
            return pack
        }
        return SymbolicPolicy(without, space: policy.space, diagram: policy.diagram).decidesLike(policy, for: outcome)
    }

    private func changesNothing(_ leaf: Condition, at path: [Int], of place: Int, in policy: SymbolicPolicy) -> Bool {
        let when = policy.members[place].rule.when
        // A whole condition that is one leaf narrows the rule, or the rule fires always, which is no fault.
        guard !path.isEmpty else { return false }
        let diagram = policy.diagram
        let own = policy.holds(when)
        return [Condition.always, .any([])].contains { end in policy.holds(when.replacing(path[...], by: end)) == own }
            && diagram.and(policy.members[place].inForce, own) != Diagram.no
    }

    // MARK: Rules together

    private func contradictions(in policy: SymbolicPolicy) -> [PolicyFault] {
        var faults: [PolicyFault] = []
        let diagram = policy.diagram
        let naming = policy.members.indices.filter { policy.members[$0].rule.outcome.verdict != nil }
        for (position, first) in naming.enumerated() {
            for second in naming[(position + 1)...] {
                let (one, two) = (policy.members[first].rule, policy.members[second].rule)
                guard one.outcome.verdict == two.outcome.verdict, one.precedence == two.precedence, let verdict = one.outcome.verdict,
                    let route = one.outcome.route, let other = two.outcome.route, route != other, one.basis == two.basis,
                    diagram.and([policy.fires[first], policy.fires[second], policy.decidedAt[one.precedence]?[verdict] ?? Diagram.no])
                        != Diagram.no
                else { continue }
                faults.append(
                    PolicyFault(
                        .teamsDiffer, .note, .key(RuleName(pack: policy.members[first].pack.id, rule: one.id), "route"),
                        "where \(policy.members[second].pack.id)/\(two.id) fires as well, two teams are named, and only the order of names chooses between them",
                        advice: "give one of the two rules a higher precedence, or exclude the other's case"))
            }
        }
        for (one, two) in [(Effect.startClock, Effect.keepClock), (.consumeLink, .showNeutralPage)] {
            let (first, second) = (policy.asked { $0.actions.contains(one.action) }, policy.asked { $0.actions.contains(two.action) })
            guard diagram.and(first, second) != Diagram.no,
                let member = policy.members.first(where: { $0.rule.outcome.actions.contains(two.action) })
            else { continue }
            faults.append(
                PolicyFault(
                    .effectsContradict, .error, .key(RuleName(pack: member.pack.id, rule: member.rule.id), "actions"),
                    "there are cases in which both \(one.rawValue) and \(two.rawValue) happen",
                    advice: "narrow one of the rules that ask for them"))
        }
        return faults
    }

    /// Rules that make an answer laxer which another pack gives, and do not say that they may.
    private func loosenings(of policy: SymbolicPolicy) -> [PolicyFault] {
        Loosening.byCause(Loosening.find(in: packs, policy)).map { group in
            let places = group.prefix(Loosening.mostAlone).map { "\($0.by)" }
            return PolicyFault(
                .loosens, .error, .rule(group[0].by),
                "\(Loosening.problem(of: group, places: places)) (an \(group[0].direction.rawValue) question)",
                advice: Loosening.advice(for: group))
        }
    }

    private func deadlines() -> [PolicyFault] {
        var faults: [PolicyFault] = []
        var first: [DeadlineName: (pack: String, definition: DeadlineDefinition)] = [:]
        for pack in packs {
            for definition in pack.deadlines {
                if let other = first[definition.name], other.definition != definition {
                    faults.append(
                        PolicyFault(
                            .deadlinesDiffer, .error, .deadline(pack: pack.reference.id, definition.name),
                            "\(definition.name) is counted in another way in \(other.pack), and only one of the two holds",
                            advice: "count it the same way in both, or give one another name"))
                } else {
                    first[definition.name] = (pack.reference.id, definition)
                }
            }
        }
        return faults
    }

    /// Classes that a pack defines and no rule asks for: they are found, and nothing follows.
    private func ownClasses() -> [PolicyFault] {
        let asked = packs.reduce(into: Set<DataClass>()) { asked, pack in
            for rule in pack.rules {
                for (_, leaf) in rule.when.leaves { if case .finds(let classes, _, _) = leaf { asked.formUnion(classes) } }
            }
        }
        return packs.flatMap { pack in
            pack.detectors.filter { !asked.contains($0.dataClass) }.map { detector in
                PolicyFault(
                    .classUnused, .warning, .detector(pack: pack.reference.id, detector.dataClass),
                    "no rule asks for \(detector.dataClass)", advice: "name it under finds in the rule that is to act on it, or delete it")
            }
        }
    }

    /// Facts that have a term of their own, and are known under another name than servers use.
    private func ownTerms() -> [PolicyFault] {
        let terms: Set<String> = ["act", "actor", "channel", "direction", "now", "text", "findings", "packs", "config"]
        return packs.flatMap { pack in
            pack.rules.flatMap { rule in
                rule.when.factsRead.filter { terms.contains($0.fact) && $0.part == nil }.map { path in
                    PolicyFault(
                        .ownTerm, .error, .key(RuleName(pack: pack.reference.id, rule: rule.id), "when"),
                        "the fact \(path) is asked for under facts", advice: "use the condition's own term for it")
                }
            }
        }
    }
}

extension SymbolicPolicy {
    /// Whether two policies over the same facts decide alike wherever they differ in a rule of this outcome.
    func decidesLike(_ other: SymbolicPolicy, for outcome: Outcome) -> Bool {
        guard verdicts == other.verdicts else { return false }
        let same = labels.keys.allSatisfy { labels[$0] == other.labels[$0] } && outcome.labels.allSatisfy { labels[$0] == other.labels[$0] }
        guard same else { return false }
        func alike(_ wanted: @escaping (Outcome) -> Bool) -> Bool { asked(wanted) == other.asked(wanted) }
        return outcome.actions.allSatisfy { word in alike { $0.actions.contains(word) } }
            && outcome.deadlines.allSatisfy { word in alike { $0.deadlines.contains(word) } }
            && outcome.evidence.allSatisfy { word in alike { $0.evidence.contains(word) } }
            && outcome.metrics.allSatisfy { word in alike { $0.metrics.contains(word) } }
            && (outcome.route.map { word in alike { $0.route == word } } ?? true)
            && (outcome.approver.map { word in alike { $0.approver == word } } ?? true)
            && (outcome.channel.map { word in alike { $0.channel == word } } ?? true)
    }
}
