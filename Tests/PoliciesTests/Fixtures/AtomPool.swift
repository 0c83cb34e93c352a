import Policies

/// Atoms for random packs, few enough that every combination of their facts can be written out.
struct AtomPool {
    static let start = Timestamp(milliseconds: 1_000_000)
    static let labels = (0..<4).map { Label("l\($0)") }
    let atoms: [Condition]
    let tables: TruthTables

    /// So many atoms, or as many as stay within so many combinations.
    init(_ count: Int, within most: Int, _ random: inout RandomPolicies) {
        var chosen: [Condition] = []
        var kinds: Set<Int> = []
        for _ in 0..<60 where chosen.count < count {
            let atom = random.pick(Self.universe)
            let needed = kinds.union(Self.samples(of: atom))
            guard !chosen.contains(atom), needed.reduce(1, { $0 * Self.samples[$1].put.count }) <= most else { continue }
            chosen.append(atom)
            kinds = needed
        }
        atoms = chosen
        tables = TruthTables(kinds.sorted().map { Self.samples[$0] })
    }

    /// Where a rule stands in the order of labels: with the one that it sets, or after all.
    static func place(of rule: Rule) -> Int {
        rule.outcome.labels.compactMap { labels.firstIndex(of: $0) }.min() ?? labels.count
    }

    // MARK: Random packs

    func condition(_ random: inout RandomPolicies, place: Int, depth: Int = 2) -> Condition {
        if depth > 0, random.chance(55) {
            let parts = (0..<2).map { _ in condition(&random, place: place, depth: depth - 1) }
            return random.chance(50) ? .all(parts) : .any(parts)
        }
        guard !atoms.isEmpty else { return .always }
        let atom = random.pick(atoms)
        guard case .label(let label) = atom else { return random.chance(30) ? .not(atom) : atom }
        let own = Self.labels.firstIndex(of: label) ?? 0
        if own < place, random.chance(40) { return .not(atom) }
        return own <= place ? atom : .always
    }

    func rules(_ count: Int, _ direction: Direction, _ random: inout RandomPolicies) -> [Rule] {
        (0..<count).map { index in
            let place = random.chance(50) ? Int(random.generator.next() % UInt64(Self.labels.count)) : Self.labels.count
            var outcome = Outcome()
            if random.chance(70) { outcome.verdict = random.pick(direction.verdicts) }
            if place < Self.labels.count { outcome.labels = [Self.labels[place]] }
            if random.chance(50) { outcome.actions = [Action("a\(random.generator.next() % 3)")] }
            return Made.rule(
                "r\(index)", for: [direction], when: condition(&random, place: place), rank: random.pick([0, 1, 2, 3]), outcome)
        }
    }

    func property(_ direction: Direction, _ random: inout RandomPolicies) -> Property {
        var demand = Property.Demand()
        switch random.generator.next() % 4 {
        case 0: demand.labels = [random.pick(Self.labels)]
        case 1: demand.actions = [Action("a0")]
        case 2: demand.notActions = [Action("a1")]
        default: demand.verdicts = direction.verdicts.filter { _ in random.chance(60) }
        }
        return Property(
            id: "p", title: "p", direction: direction, premise: condition(&random, place: Self.labels.count), demand: demand)
    }

    // MARK: What atoms are about

    private static let texts = [FactPath("link", "b"), FactPath("thread", "a"), FactPath("c"), FactPath("d"), FactPath("e")]

    private static let universe: [Condition] = [
        .act([Act("reply")]), .act([Act("reply"), Act("post")]), .actor([ActorRole("agent")]), .actor([ActorRole("bot")]),
        .channel(Set(ChannelClass.publicSocial.kinds)), .channel([.xPublic, .xDM]), .channel(Set(ChannelClass.privateVerified.kinds)),
        .finds([.cardPAN], level: .possible, atLeast: 1), .finds([.cardPAN], level: .certain, atLeast: 1),
        .finds([.cardPAN, .iban], level: .likely, atLeast: 1), .finds([.cardPAN, .iban], level: .likely, atLeast: 2),
        .finds([.iban], level: .likely, atLeast: 1), .label(labels[0]), .label(labels[1]), .label(labels[2]), .label(labels[3]),
        .assurance(atLeast: .possession), .assurance(atLeast: .authenticated), .fact(texts[0], .words(["x"])),
        .fact(texts[0], .words(["x", "y"])), .fact(texts[0], .absent), .fact(texts[1], .elapsed(moreThan: 2000, atMost: nil)),
        .fact(texts[1], .elapsed(moreThan: nil, atMost: 8000)), .fact(texts[2], .count(atLeast: 3, atMost: nil)),
        .fact(texts[2], .count(atLeast: nil, atMost: 5)), .fact(texts[2], .present), .fact(texts[3], .flag(true)),
        .fact(texts[3], .flag(false)), .fact(texts[4], .present),
    ]

    /// The samples that an atom is about, by place.
    private static func samples(of atom: Condition) -> Set<Int> {
        switch atom {
        case .act: [0]
        case .actor: [1]
        case .channel: [2]
        case .assurance: [3]
        case .finds(let classes, _, _): Set(classes.map { $0 == .cardPAN ? 4 : 5 })
        case .fact(let path, _): [6 + (texts.firstIndex(of: path) ?? 0)]
        case .label(let label): [11 + (labels.firstIndex(of: label) ?? 0)]
        case .all, .any, .not: []
        }
    }

    private static let samples: [TruthTables.Sample] =
        [
            sample([nil, Act("like"), Act("post"), Act("reply")]) { $0.act = $1 },
            sample([nil, ActorRole("customer"), ActorRole("agent"), ActorRole("bot")]) { $0.actor = $1 },
            sample([nil, .xPublic, .mastodonPublic, .xDM, .messenger, .secureEmail]) { $0.channel = $1 },
            sample(Assurance.allCases) { $0.assurance = $1 },
            sample([nil] + Level.allCases.map { Optional($0) }) { $0.findings[.cardPAN] = $1 },
            sample([nil] + Level.allCases.map { Optional($0) }) { $0.findings[.iban] = $1 },
            sample([nil, .word("x"), .word("y"), .word("z"), .words(["x", "y"]), .words(["y", "z"])]) { $0.values[texts[0]] = $1 },
            sample([nil] + [0, 2000, 2001, 8000, 8001].map { .instant(start.adding(milliseconds: -$0)) }) { $0.values[texts[1]] = $1 },
            sample([nil] + [2, 3, 5, 6].map { .count($0) }) { $0.values[texts[2]] = $1 },
            sample([nil, .flag(true), .flag(false)]) { $0.values[texts[3]] = $1 },
            sample([nil, .word("x")]) { $0.values[texts[4]] = $1 },
        ] + labels.map { label in sample([false, true]) { if $1 { $0.labels.insert(label) } } }

    private static func sample<Value: Sendable>(_ values: [Value], _ put: @escaping @Sendable (inout Facts, Value) -> Void)
        -> TruthTables.Sample
    {
        TruthTables.Sample(put: values.map { value in { put(&$0, value) } })
    }
}
