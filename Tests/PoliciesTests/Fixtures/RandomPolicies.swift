import Policies

/// Random packs and facts over few words, so that rules meet.
struct RandomPolicies {
    var generator: SplitMix

    init(seed: UInt64) {
        generator = SplitMix(state: seed)
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(generator.next() % UInt64(values.count))] }
    mutating func chance(_ percent: UInt64) -> Bool { generator.next() % 100 < percent }

    static let labels = (0..<6).map { Label("l\($0)") }
    static let acts = ["reply", "post", "like"].map { Act($0) }
    static let actors = ["agent", "bot"].map { ActorRole($0) }
    static let classes: [DataClass] = [.cardPAN, .iban, .credentialPIN]
    static let paths = [FactPath("thread", "a"), FactPath("link", "b"), FactPath("c")]

    mutating func facts(_ direction: Direction) -> Facts {
        var facts = Facts(direction: direction, now: Timestamp(milliseconds: Int64(generator.next() % 10) * 1000))
        if chance(80) { facts.act = pick(Self.acts) }
        if chance(80) { facts.actor = pick(Self.actors) }
        if chance(80) { facts.channel = pick(ChannelKind.allCases) }
        facts.assurance = pick(Assurance.allCases)
        for dataClass in Self.classes where chance(40) { facts.findings[dataClass] = pick(Level.allCases) }
        for label in Self.labels where chance(20) { facts.labels.insert(label) }
        for path in Self.paths where chance(60) {
            facts.values[path] = pick([
                .flag(true), .flag(false), .count(2), .count(5), .word("x"), .words(["x", "y"]), .instant(Timestamp(milliseconds: 0)),
            ])
        }
        return facts
    }

    mutating func condition(depth: Int = 3, negatable: ArraySlice<Label>, readable: ArraySlice<Label>) -> Condition {
        if depth > 0, chance(50) {
            let parts = (0..<Int(generator.next() % 3)).map { _ in
                condition(depth: depth - 1, negatable: negatable, readable: readable)
            }
            return chance(50) ? .all(parts) : .any(parts)
        }
        switch generator.next() % 9 {
        case 0: return .act([pick(Self.acts)])
        case 1: return .actor([pick(Self.actors)])
        case 2: return .channel(Set(pick(ChannelClass.allCases).kinds))
        case 3: return .finds(Set(Self.classes), level: pick(Level.allCases), atLeast: pick([1, 2]))
        case 4: return readable.isEmpty ? .always : .label(pick(Array(readable)))
        case 5: return negatable.isEmpty ? .always : .not(.label(pick(Array(negatable))))
        case 6: return .assurance(atLeast: pick(Assurance.allCases))
        case 7: return .not(.act([pick(Self.acts)]))
        default:
            return .fact(
                pick(Self.paths),
                pick([
                    .present, .absent, .flag(true), .words(["x"]), .count(atLeast: 3, atMost: nil), .elapsed(moreThan: 2000, atMost: 8000),
                ]))
        }
    }

    /// Rules that set the label of a place read the absence only of those before it, so that an order exists.
    mutating func rules(_ count: Int, _ direction: Direction) -> [Rule] {
        (0..<count).map { index in
            let place = Int(generator.next() % UInt64(Self.labels.count))
            var outcome = Outcome()
            if chance(70) { outcome.verdict = pick(direction.verdicts) }
            if chance(60) { outcome.labels = [Self.labels[place]] }
            if chance(50) { outcome.actions = [Action("a\(generator.next() % 5)")] }
            let before = Self.labels[..<place]
            return Made.rule(
                "r\(index)", for: [direction], when: condition(negatable: before, readable: Self.labels[...place]),
                rank: pick([0, 1, 2, 3]),
                basis: pick(LegalBasis.allCases), effective: chance(20) ? EffectivePeriod(from: Timestamp(milliseconds: 5000)) : .always,
                outcome)
        }
    }
}

/// A small generator with a seed, so that every run is the same.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
