/// What packs decide for every case of one direction, as functions of the facts: which rules fire, which labels are set, which answer
/// is given. The same reading as ``PackSet/decide(_:)``, for all cases at once.
final class SymbolicPolicy {
    typealias Node = Diagram.Node

    struct Member {
        let pack: PackReference
        let rule: Rule
        /// When both the rule and its pack are in force.
        let inForce: Node
    }

    let space: FactSpace
    let diagram: Diagram
    let members: [Member]
    /// By place in ``members``.
    private(set) var fires: [Node]
    /// Labels given or set, for every label that rules set or the space knows.
    private(set) var labels: [Label: Node] = [:]
    /// Whether any rule is in force.
    let inForce: Node
    /// Whether a rule that is in force gives an answer.
    private(set) var answered: Node = Diagram.no
    /// The final answer.
    private(set) var verdicts: [Verdict: Node] = [:]
    /// Whether the answer comes from a rule of this place and is not overruled.
    private(set) var decidedAt: [Precedence: [Verdict: Node]] = [:]

    /// - Parameter diagram: made for the domains of the space; several policies may share one, to be compared.
    init(_ packs: [Pack], space: FactSpace, diagram: Diagram) {
        self.space = space
        self.diagram = diagram
        let direction = space.direction
        members = packs.sorted { $0.reference < $1.reference }.flatMap { pack in
            pack.rules.filter { $0.directions.contains(direction) }.map { rule in
                let force = [rule.effective, pack.effective].map { space.isInForce($0, diagram) }
                return Member(pack: pack.reference, rule: rule, inForce: diagram.and(force))
            }
        }
        inForce = diagram.or(members.map(\.inForce))
        fires = [Node](repeating: Diagram.no, count: members.count)
        for (subject, _) in space.places {
            if case .label(let label) = subject { labels[label] = space.test(.label(label), diagram) }
        }
        settle()
        weigh()
    }

    /// A condition over the facts and the labels after all rules.
    func holds(_ condition: Condition) -> Node {
        switch condition {
        case .all(let parts): diagram.and(parts.lazy.map { self.holds($0) })
        case .any(let parts): diagram.or(parts.lazy.map { self.holds($0) })
        case .not(let part): diagram.not(holds(part))
        case .label(let label): labels[label] ?? Diagram.no
        default: space.test(condition, diagram)
        }
    }

    /// Whether a rule that fires asks for something.
    func asked(_ wanted: (Outcome) -> Bool) -> Node {
        diagram.or(members.indices.filter { wanted(members[$0].rule.outcome) }.map { fires[$0] })
    }

    /// The least labels that the rules agree on, stratum by stratum: a rule that reads an absence is asked once nothing can end it.
    private func settle() {
        let order: [Int]
        switch Strata.order(members.map(\.rule)) {
        case .success(let strata): order = strata
        // Packs with a circle are refused before anything is proved of them.
        case .failure: order = [Int](repeating: 0, count: members.count)
        }
        for stratum in 0...(order.max() ?? 0) {
            let own = members.indices.filter { order[$0] == stratum }
            var changes = true
            while changes {
                changes = false
                for place in own {
                    let member = members[place]
                    let firing = diagram.and(member.inForce, holds(member.rule.when))
                    if firing == fires[place] { continue }
                    fires[place] = firing
                    for label in member.rule.outcome.labels {
                        let before = labels[label] ?? Diagram.no
                        let after = diagram.or(before, firing)
                        if after != before {
                            labels[label] = after
                            changes = true
                        }
                    }
                }
            }
        }
    }

    /// The highest precedence that answers decides, within it the strictest.
    private func weigh() {
        var open = Diagram.yes
        var final = Dictionary(uniqueKeysWithValues: space.direction.verdicts.map { ($0, Diagram.no) })
        for precedence in Set(members.map(\.rule.precedence)).sorted(by: >) {
            var here = open
            for verdict in space.direction.verdicts {
                let own = members.indices.filter {
                    members[$0].rule.precedence == precedence && members[$0].rule.outcome.verdict == verdict
                }
                if own.isEmpty { continue }
                let given = diagram.or(own.map { fires[$0] })
                let decided = diagram.and(here, given)
                decidedAt[precedence, default: [:]][verdict] = decided
                final[verdict] = diagram.or(final[verdict] ?? Diagram.no, decided)
                here = diagram.difference(here, without: given)
            }
            open = here
        }
        answered = diagram.not(open)
        let silent = diagram.and(inForce, open)
        for (verdict, cases) in [
            (space.direction.verdictWithoutRule, silent), (space.direction.verdictWithoutPolicy, diagram.not(inForce)),
        ] {
            final[verdict] = diagram.or(final[verdict] ?? Diagram.no, cases)
        }
        verdicts = final
    }
}

extension FactSpace {
    /// Where a condition that reads no label set by rules holds.
    func test(_ condition: Condition, _ diagram: Diagram) -> Diagram.Node {
        switch condition {
        case .all(let parts): diagram.and(parts.lazy.map { test($0, diagram) })
        case .any(let parts): diagram.or(parts.lazy.map { test($0, diagram) })
        case .not(let part): diagram.not(test(part, diagram))
        case .act(let set): answers(.act, diagram) { if case .acts(let own) = $0 { own.isSubset(of: set) } else { false } }
        case .actor(let set): answers(.actor, diagram) { if case .actors(let own) = $0 { own.isSubset(of: set) } else { false } }
        case .channel(let set): answers(.channel, diagram) { if case .channels(let own) = $0 { own.isSubset(of: set) } else { false } }
        case .assurance(let least): answers(.assurance, diagram) { if case .assurance(let own) = $0 { own >= least } else { false } }
        case .label(let label): answers(.label(label), diagram) { $0 == .flag(true) }
        case .finds(let classes, let level, let least): found(classes.sorted()[...], level, least, diagram)
        case .fact(let path, .words(let wanted)):
            diagram.and(answers(.value(path), diagram) { $0 == .someWords }, named(wanted, in: path, diagram))
        case .fact(let path, let test): answers(.value(path), diagram) { $0.passes(test) }
        }
    }

    func isInForce(_ period: EffectivePeriod, _ diagram: Diagram) -> Diagram.Node {
        answers(.now, diagram) { answer in
            guard case .period(let from, let to) = answer else { return false }
            return from ?? .distantPast >= period.from ?? .distantPast && to ?? .distantFuture <= period.to ?? .distantFuture
        }
    }

    private func named(_ wanted: Set<String>, in path: FactPath, _ diagram: Diagram) -> Diagram.Node {
        diagram.or(
            places.keys.sorted { (places[$0] ?? 0) < (places[$1] ?? 0) }.compactMap { subject in
                guard case .word(path, let words) = subject, words.isSubset(of: wanted) else { return nil }
                return answers(subject, diagram) { $0 == .flag(true) }
            })
    }

    /// At least so many of the classes at the level or above.
    private func found(_ classes: ArraySlice<DataClass>, _ level: Level, _ least: Int, _ diagram: Diagram) -> Diagram.Node {
        if least <= 0 { return Diagram.yes }
        guard classes.count >= least, let first = classes.first else { return Diagram.no }
        let own = answers(.found(first), diagram) { if case .level(let found) = $0 { found >= level } else { false } }
        if least == 1 { return diagram.or(own, found(classes.dropFirst(), level, 1, diagram)) }
        let rest = diagram.and(own, found(classes.dropFirst(), level, least - 1, diagram))
        return diagram.or(rest, found(classes.dropFirst(), level, least, diagram))
    }

    private func answers(_ subject: FactVariable.Subject, _ diagram: Diagram, _ allowed: (FactAnswer) -> Bool) -> Diagram.Node {
        guard let place = places[subject] else { return Diagram.no }
        return diagram.fact(place, isOneOf: variables[place].answers.map(allowed))
    }
}
