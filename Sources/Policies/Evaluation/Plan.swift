/// The rules for one direction, in the order in which they are evaluated.
struct Plan: Sendable {
    private let direction: Direction
    private let numbering: Numbering
    private let strata: [Stratum]

    /// Rules between which order does not matter, and those of them that a label set beside them may make fire.
    private struct Stratum: Sendable {
        var rules: [CompiledRule] = []
        var waiting: [CompiledRule] = []
    }

    init(_ rules: [(pack: Pack, rule: Rule)], direction: Direction) throws(PackSetError) {
        self.direction = direction
        for (pack, rule) in rules {
            if let verdict = rule.outcome.verdict, direction.rank(of: verdict) == nil {
                throw .wrongVerdict(pack: pack.reference.id, rule: rule.id, verdict, direction)
            }
        }
        let order: [Int]
        switch Strata.order(rules.map(\.rule)) {
        case .success(let found): order = found
        case .failure(let cycle):
            let (pack, rule) = rules[cycle.rule]
            throw .dependsOnItsOwnAbsence(pack: pack.reference.id, rule: rule.id)
        }
        let numbering = Numbering(rules: rules.map(\.rule))
        let ranks = Self.ranks(rules.map { ($0.pack.reference, $0.rule) }, direction: direction)
        let setHere = rules.reduce(into: Set<Label>()) { $0.formUnion($1.rule.outcome.labels) }
        var strata = [Stratum](repeating: Stratum(), count: (order.max() ?? 0) + 1)
        for (index, (pack, rule)) in rules.enumerated() {
            let compiled = CompiledRule(rule, of: pack, numbering: numbering, rank: ranks[index])
            strata[order[index]].rules.append(compiled)
            if !rule.when.labelsRead.positive.isDisjoint(with: setHere) { strata[order[index]].waiting.append(compiled) }
        }
        self.numbering = numbering
        self.strata = strata
    }

    func decide(_ facts: Facts, packs: [PackReference]) -> Decision {
        var question = numbering.question(facts)
        var inForce = false
        var fired: [CompiledRule] = []
        fired.reserveCapacity(16)
        for stratum in strata {
            var newLabels = false
            for rule in stratum.rules where rule.from <= facts.now && facts.now < rule.to {
                inForce = true
                guard rule.channels & question.channelBit != 0, rule.when.holds(in: question) else { continue }
                fired.append(rule)
                if question.labels.formUnion(rule.labels) { newLabels = true }
            }
            // Each round sets a label or is the last, and there are finitely many labels.
            while newLabels && !stratum.waiting.isEmpty {
                newLabels = false
                for rule in stratum.waiting where rule.from <= facts.now && facts.now < rule.to {
                    guard rule.channels & question.channelBit != 0, !fired.contains(where: { $0 === rule }), rule.when.holds(in: question)
                    else { continue }
                    fired.append(rule)
                    if question.labels.formUnion(rule.labels) { newLabels = true }
                }
            }
        }
        guard inForce else { return .unavailable(for: facts, packs: packs) }
        fired.sort { $0.rank < $1.rank }
        return Decision(direction: direction, facts: facts, fired: fired, numbering: numbering, packs: packs)
    }

    /// The place of each rule in the order in which rules decide. Rules without an answer come last within their precedence.
    static func ranks(_ rules: [(pack: PackReference, rule: Rule)], direction: Direction) -> [Int] {
        let keys = rules.map { pack, rule in
            (
                rule.precedence.rank, rule.outcome.verdict.flatMap { direction.rank(of: $0) } ?? .max, rule.basis.place,
                pack.id, rule.id
            )
        }
        var ranks = [Int](repeating: 0, count: rules.count)
        for (place, index) in rules.indices.sorted(by: { keys[$0] < keys[$1] }).enumerated() { ranks[index] = place }
        return ranks
    }
}
