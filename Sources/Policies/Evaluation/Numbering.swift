/// The numbers of all words that a set of packs uses.
struct Numbering: Sendable {
    let labels: WordTable<LabelKind>
    let actions: WordTable<ActionKind>
    let routes: WordTable<RouteKind>
    let approvers: WordTable<ApproverRoleKind>
    let deadlines: WordTable<DeadlineKind>
    let evidence: WordTable<EvidenceKind>
    let metrics: WordTable<MetricKind>
    let acts: WordTable<ActKind>
    let actors: WordTable<ActorRoleKind>
    private let slots: [FactPath: Int]
    private let classBits: [DataClass: UInt128]

    init(rules: [Rule]) {
        var acts: Set<Act> = []
        var actors: Set<ActorRole> = []
        for rule in rules { rule.when.collect(&acts, &actors) }
        self.acts = WordTable(acts)
        self.actors = WordTable(actors)
        labels = WordTable(
            rules.reduce(into: []) { sum, rule in
                let read = rule.when.labelsRead
                sum.formUnion(rule.outcome.labels.union(read.positive).union(read.negative))
            })
        actions = WordTable(rules.reduce(into: []) { $0.formUnion($1.outcome.actions) })
        routes = WordTable(Set(rules.compactMap(\.outcome.route)))
        approvers = WordTable(Set(rules.compactMap(\.outcome.approver)))
        deadlines = WordTable(rules.reduce(into: []) { $0.formUnion($1.outcome.deadlines) })
        evidence = WordTable(rules.reduce(into: []) { $0.formUnion($1.outcome.evidence) })
        metrics = WordTable(rules.reduce(into: []) { $0.formUnion($1.outcome.metrics) })
        let paths = rules.reduce(into: Set<FactPath>()) { $0.formUnion($1.when.factsRead) }.sorted()
        slots = Dictionary(uniqueKeysWithValues: paths.enumerated().map { ($0.element, $0.offset) })
        let own = rules.reduce(into: Set<DataClass>()) { $0.formUnion($1.when.ownClasses) }.sorted()
        classBits = Dictionary(
            uniqueKeysWithValues: (DataClass.allCases + own).enumerated().map { ($0.element, 1 << UInt128($0.offset)) })
    }

    func question(_ facts: Facts) -> Question {
        var found = Question.Found()
        for (dataClass, level) in facts.findings { found.note(classBits[dataClass] ?? 0, at: level) }
        var values = [FactValue?](repeating: nil, count: slots.count)
        for (path, value) in facts.values {
            if let slot = slots[path] { values[slot] = value }
        }
        return Question(
            now: facts.now, act: facts.act.flatMap { acts.place(of: $0) }, actor: facts.actor.flatMap { actors.place(of: $0) },
            channelBit: facts.channel.map { 1 << UInt32($0.rawValue) } ?? 1, assurance: facts.assurance, found: found,
            labels: labels.bits(facts.labels), values: values)
    }

    func compile(_ condition: Condition) -> CompiledCondition {
        switch condition {
        case .all(let parts): .all(parts.map { compile($0) })
        case .any(let parts): .any(parts.map { compile($0) })
        case .not(let part): .not(compile(part))
        case .act(let set): .act(acts.bits(set))
        case .actor(let set): .actor(actors.bits(set))
        case .channel(let kinds): .channel(kinds.reduce(0) { $0 | 1 << UInt32($1.rawValue) })
        case .finds(let classes, let level, let least):
            .finds(classes.reduce(0) { $0 | (classBits[$1] ?? 0) }, level: level, atLeast: least)
        // Every label and fact that a rule reads has a number; -1 and the empty formula cannot occur.
        case .label(let label): labels.place(of: label).map { .label($0) } ?? .any([])
        case .assurance(let least): .assurance(least)
        case .fact(let path, let test): slots[path].map { .fact($0, test) } ?? .any([])
        }
    }
}

extension Condition {
    fileprivate func collect(_ acts: inout Set<Act>, _ actors: inout Set<ActorRole>) {
        switch self {
        case .act(let set): acts.formUnion(set)
        case .actor(let set): actors.formUnion(set)
        case .all(let parts), .any(let parts): for part in parts { part.collect(&acts, &actors) }
        case .not(let part): part.collect(&acts, &actors)
        case .channel, .finds, .label, .assurance, .fact: break
        }
    }

    /// The classes of firms' own that are asked for; packs define far fewer than there is room for behind the others.
    fileprivate var ownClasses: Set<DataClass> {
        switch self {
        case .finds(let classes, _, _): classes.filter(\.isCustom)
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.ownClasses) }
        case .not(let part): part.ownClasses
        case .act, .actor, .channel, .label, .assurance, .fact: []
        }
    }
}
