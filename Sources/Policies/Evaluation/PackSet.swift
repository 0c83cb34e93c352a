/// The packs in force together, ready to decide.
public struct PackSet: Sendable {
    /// Ascending by id.
    public let packs: [Pack]
    private let plans: [Direction: Plan]
    private let references: [PackReference]

    /// No packs: everything that goes out is held.
    public static var unavailable: PackSet { PackSet(packs: [], plans: [:]) }

    private init(packs: [Pack], plans: [Direction: Plan]) {
        self.packs = packs
        self.plans = plans
        references = packs.map(\.reference)
    }

    public init(_ packs: [Pack]) throws(PackSetError) {
        let packs = packs.sorted { $0.reference < $1.reference }
        try Self.checkNames(packs)
        var plans: [Direction: Plan] = [:]
        for direction in Direction.allCases {
            let rules = packs.flatMap { pack in
                pack.rules.filter { $0.directions.contains(direction) }.map { (pack: pack, rule: $0) }
            }
            if !rules.isEmpty { plans[direction] = try Plan(rules, direction: direction) }
        }
        self.init(packs: packs, plans: plans)
    }

    /// What policy says about an act: a function of the facts and the packs alone.
    ///
    /// Where no rule is in force for the direction, the answer is that of ``Direction/verdictWithoutPolicy``.
    public func decide(_ facts: Facts) -> Decision {
        plans[facts.direction]?.decide(facts, packs: references) ?? .unavailable(for: facts, packs: references)
    }

    private static func checkNames(_ packs: [Pack]) throws(PackSetError) {
        for (pack, next) in zip(packs, packs.dropFirst()) where pack.reference.id == next.reference.id {
            throw .duplicatePack(pack.reference.id)
        }
        for pack in packs {
            var ids: Set<String> = []
            for rule in pack.rules where !ids.insert(rule.id).inserted {
                throw .duplicateRule(pack: pack.reference.id, rule: rule.id)
            }
        }
    }
}
