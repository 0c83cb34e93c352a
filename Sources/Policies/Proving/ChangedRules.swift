/// The rules that are not the same in two sets of packs, and what they read.
struct ChangedRules {
    let names: [RuleName]
    private let old: SymbolicPolicy
    private let new: SymbolicPolicy

    init(_ old: SymbolicPolicy, _ new: SymbolicPolicy) {
        (self.old, self.new) = (old, new)
        let (before, after) = (Self.byName(old), Self.byName(new))
        names = Set(before.keys).union(after.keys).filter { name in
            switch (before[name], after[name]) {
            case (let first?, let second?): !Self.isSame(old.members[first], new.members[second])
            default: true
            }
        }.sorted()
    }

    private static func byName(_ policy: SymbolicPolicy) -> [RuleName: Int] {
        Dictionary(
            policy.members.indices.map { (RuleName(pack: policy.members[$0].pack.id, rule: policy.members[$0].rule.id), $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// What is only told of a rule, its title and source, makes no other rule of it.
    private static func isSame(_ first: SymbolicPolicy.Member, _ second: SymbolicPolicy.Member) -> Bool {
        first.rule.when == second.rule.when && first.rule.outcome == second.rule.outcome && first.inForce == second.inForce
            && first.rule.precedence == second.rule.precedence && first.rule.basis == second.rule.basis
    }

    /// Cases by the rules that changed in them: those first that say something of the part, others where there is none.
    /// What is left has no rule at all, as where packs come into force.
    func shares(of cases: Diagram.Node, _ change: AnswerChange) -> [(rules: [RuleName], cases: Diagram.Node)] {
        let diagram = old.diagram
        var open = cases
        var shares: [Diagram.Node: [RuleName]] = [:]
        for isAbout in [true, false] {
            var covered = Diagram.no
            for name in names where members(name).contains(where: { $0.says(change) }) == isAbout {
                let own = diagram.and(open, fires(name))
                if own == Diagram.no { continue }
                shares[own, default: []].append(name)
                covered = diagram.or(covered, own)
            }
            open = diagram.difference(open, without: covered)
        }
        return shares.map { ($1, $0) } + (open == Diagram.no ? [] : [([], open)])
    }

    /// The facts that the rules read, and those that the rules read which set the labels that they read.
    func kept(_ rules: [RuleName]) -> [Bool] {
        let all = old.members + new.members
        var conditions = rules.flatMap { members($0).map(\.rule.when) }
        var labels: Set<Label> = []
        var place = 0
        while place < conditions.count {
            let read = conditions[place].labelsRead
            for label in read.positive.union(read.negative) where labels.insert(label).inserted {
                conditions += all.filter { $0.rule.outcome.labels.contains(label) }.map(\.rule.when)
            }
            place += 1
        }
        let space = FactSpace(old.space.direction, conditions: conditions, periods: [], usually: old.space.now)
        // Acts, people and channels are among the facts of every space; here they matter where a rule asks about them.
        let asked = Set(space.variables.filter { $0.answers.count > 1 }.map(\.subject))
        let isTimed = rules.contains { members($0).contains { $0.inForce != Diagram.yes } }
        let asksChannel = conditions.contains { $0.asksAboutChannel }
        let paths = conditions.reduce(into: Set<FactPath>()) { $0.formUnion($1.factsRead) }
        return old.space.variables.map { variable in
            // Words are grouped by all rules together, so that a rule's own groups may be cut further.
            if case .word(let path, _) = variable.subject { return paths.contains(path) }
            if variable.subject == .channel { return asksChannel }
            if variable.subject == .now { return isTimed || rules.isEmpty }
            return asked.contains(variable.subject)
        }
    }

    private func members(_ name: RuleName) -> [SymbolicPolicy.Member] {
        [old, new].flatMap { policy in policy.members.filter { $0.pack.id == name.pack && $0.rule.id == name.rule } }
    }

    private func fires(_ name: RuleName) -> Diagram.Node {
        old.diagram.or(
            [old, new].flatMap { policy in
                policy.members.indices.filter {
                    policy.members[$0].pack.id == name.pack && policy.members[$0].rule.id == name.rule
                }.map { policy.fires[$0] }
            })
    }
}

extension SymbolicPolicy.Member {
    /// Whether the rule has something to do with a part that changes.
    fileprivate func says(_ change: AnswerChange) -> Bool {
        let (outcome, words) = (rule.outcome, Set(change.before + change.after))
        return switch change.part {
        case .decision, .approver, .override, .instead: outcome.verdict != nil
        case .actions: outcome.actions.contains { words.contains($0.text) }
        case .deadlines: outcome.deadlines.contains { words.contains($0.text) }
        case .evidence: outcome.evidence.contains { words.contains($0.text) }
        case .metrics: outcome.metrics.contains { words.contains($0.text) }
        case .labels: outcome.labels.contains { words.contains($0.text) }
        case .route, .teams: outcome.route.map { words.contains($0.text) } ?? false
        case .channel: outcome.channel.map { words.contains($0.text) } ?? false
        }
    }
}

extension Condition {
    fileprivate var asksAboutChannel: Bool {
        switch self {
        case .channel: true
        case .all(let parts), .any(let parts): parts.contains(where: \.asksAboutChannel)
        case .not(let part): part.asksAboutChannel
        case .act, .actor, .finds, .label, .assurance, .fact: false
        }
    }
}
