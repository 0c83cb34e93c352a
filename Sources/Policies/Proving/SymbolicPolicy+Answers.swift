/// Every part of the answer as functions of the facts: the same reading as ``Decision``, for all cases at once.
extension SymbolicPolicy {
    /// Where an action happens, those included that happen where no rule can be asked.
    func happens(_ action: Action) -> Node {
        let asked = asked { $0.actions.contains(action) }
        let isInbound = space.direction == .inbound
        let standing: Node =
            switch Effect(rawValue: action.text) {
            case .recordAudit: Diagram.yes
            case .startClock: isInbound ? Diagram.yes : Diagram.no
            case .redactSpan: isInbound ? space.anyFound(diagram) { !$0.isRequest } : Diagram.no
            case .destroySecret: isInbound ? space.anyFound(diagram) { $0.isSecret } : Diagram.no
            default: Diagram.no
            }
        return diagram.or(asked, diagram.difference(standing, without: inForce))
    }

    /// Where a label is there after all rules.
    func isSet(_ label: Label) -> Node {
        let set = labels[label] ?? Diagram.no
        return label.text == Effect.policyUnavailable.rawValue ? diagram.or(set, diagram.not(inForce)) : set
    }

    /// Members in the order in which rules decide.
    private var ranked: [Int] {
        let ranks = Plan.ranks(members.map { ($0.pack, $0.rule) }, direction: space.direction)
        return members.indices.sorted { ranks[$0] < ranks[$1] }
    }

    /// Where each member is the one that decides, in the order in which rules decide.
    private var deciding: [(member: Int, cases: Node)] {
        var open = Diagram.yes
        return ranked.filter { members[$0].rule.outcome.verdict != nil }.map { place in
            defer { open = diagram.difference(open, without: fires[place]) }
            return (place, diagram.and(open, fires[place]))
        }
    }

    /// What the first member that fires and says something says, by where.
    private func first<Value: Hashable>(_ order: [Int], within cases: Node, _ value: (Outcome) -> Value?) -> [Value: Node] {
        var open = cases
        var found: [Value: Node] = [:]
        for place in order {
            guard let value = value(members[place].rule.outcome) else { continue }
            found[value] = diagram.or(found[value] ?? Diagram.no, diagram.and(open, fires[place]))
            open = diagram.difference(open, without: fires[place])
        }
        return found
    }

    /// The members that share in an answer: those that give it at its precedence, with where it is given.
    private var sharing: [(cases: Node, members: [Int])] {
        let order = ranked
        return decidedAt.flatMap { precedence, verdicts in
            verdicts.map { verdict, cases in
                (cases, order.filter { members[$0].rule.precedence == precedence && members[$0].rule.outcome.verdict == verdict })
            }
        }
    }

    /// The deciding rule's team, or else the first by rank.
    var routes: [Route?: Node] {
        var found: [Route?: Node] = [:]
        var open = Diagram.yes
        for (place, cases) in deciding {
            guard let route = members[place].rule.outcome.route else { continue }
            found[route] = diagram.or(found[route] ?? Diagram.no, cases)
            open = diagram.difference(open, without: cases)
        }
        for (route, cases) in first(ranked, within: open, \.route) { found[route] = diagram.or(found[route] ?? Diagram.no, cases) }
        return whole(found)
    }

    var channels: [Destination?: Node] {
        var found: [Destination?: Node] = [:]
        for (cases, own) in sharing {
            for (channel, cases) in first(own, within: cases, \.channel) {
                found[channel] = diagram.or(found[channel] ?? Diagram.no, cases)
            }
        }
        let open = diagram.not(diagram.or(found.values))
        for (channel, cases) in first(ranked, within: open, \.channel) {
            found[channel] = diagram.or(found[channel] ?? Diagram.no, cases)
        }
        return whole(found)
    }

    var alternatives: [String?: Node] {
        var found: [String?: Node] = [:]
        for (cases, own) in sharing {
            for (text, cases) in first(own, within: cases, \.instead) { found[text] = diagram.or(found[text] ?? Diagram.no, cases) }
        }
        return whole(found)
    }

    var overrides: [Override?: Node] {
        // One rule that shares in the answer and that nobody may go against is enough.
        let closed = diagram.or(
            sharing.flatMap { cases, own in
                own.filter { members[$0].rule.outcome.override == nil }.map { diagram.and(cases, fires[$0]) }
            })
        var found: [Override?: Node] = [:]
        for (place, cases) in deciding {
            guard let override = members[place].rule.outcome.override else { continue }
            found[override] = diagram.or(found[override] ?? Diagram.no, diagram.difference(cases, without: closed))
        }
        return whole(found)
    }

    var approvers: [Approvers: Node] {
        var found: [Approvers: Node] = [:]
        for (cases, own) in sharing {
            var parts = first(own, within: cases, \.approver).map { (Approvers(named: $0), $1) }
            for role in Set(own.compactMap { members[$0].rule.outcome.approver }) {
                let asked = diagram.or(own.filter { members[$0].rule.outcome.approver == role }.map { fires[$0] })
                parts = parts.flatMap { part, cases in
                    var with = part
                    with.all.insert(role)
                    return [(with, diagram.and(cases, asked)), (part, diagram.difference(cases, without: asked))].filter {
                        $0.1 != Diagram.no
                    }
                }
            }
            for (part, cases) in parts { found[part] = diagram.or(found[part] ?? Diagram.no, cases) }
        }
        let standing = space.direction.approversWithoutPolicy
        let unavailable = Approvers(named: standing.first, all: Set(standing))
        found[unavailable] = diagram.or(found[unavailable] ?? Diagram.no, diagram.not(inForce))
        let nobody = Approvers()
        found[nobody] = diagram.or(found[nobody] ?? Diagram.no, diagram.not(diagram.or(found.values)))
        return found
    }

    /// With nothing wherever nothing is said.
    private func whole<Value>(_ found: [Value?: Node]) -> [Value?: Node] {
        var found = found
        found[Value?.none] = diagram.not(diagram.or(found.values))
        return found
    }
}
