import Policies

/// Small packs and facts for tests.
enum Made {
    static let noon = Timestamp(milliseconds: 1_800_000_000_000)

    static func rule(
        _ id: String, for directions: Set<Direction> = [.outbound], when: Condition = .always, rank: Int = 3,
        basis: LegalBasis = .firmPolicy,
        effective: EffectivePeriod = .always, _ outcome: Outcome
    ) -> Rule {
        Rule(
            id: id, title: id, basis: basis, source: Source(reference: "made up"), effective: effective, precedence: Precedence(rank: rank),
            directions: directions, when: when, outcome: outcome)
    }

    static func pack(_ id: String, _ rules: [Rule], effective: EffectivePeriod = .always) -> Pack {
        Pack(
            reference: PackReference(id: id, version: 1, sha256: String(repeating: "0", count: 64)), title: id, owner: "tests",
            effective: effective, rules: rules)
    }

    static func facts(_ direction: Direction = .outbound, at now: Timestamp = noon) -> Facts { Facts(direction: direction, now: now) }
}
