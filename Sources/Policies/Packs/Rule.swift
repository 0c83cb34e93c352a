/// One rule of a pack: when it fires and what it then asks for.
public struct Rule: Hashable, Sendable {
    /// Unique within the pack.
    public var id: String
    public var title: String
    public var basis: LegalBasis
    public var source: Source
    /// Whether a person has compared the rule with the text it comes from.
    public var verified: Bool
    public var effective: EffectivePeriod
    public var precedence: Precedence
    public var directions: Set<Direction>
    public var when: Condition
    public var outcome: Outcome
    /// Rules of other packs that it may make laxer. Nothing else may be.
    public var loosens: [LoosenedRule]

    public init(
        id: String, title: String, basis: LegalBasis, source: Source, verified: Bool = false, effective: EffectivePeriod = .always,
        precedence: Precedence, directions: Set<Direction>, when: Condition, outcome: Outcome,
        loosens: [LoosenedRule] = []
    ) {
        self.id = id
        self.title = title
        self.basis = basis
        self.source = source
        self.verified = verified
        self.effective = effective
        self.precedence = precedence
        self.directions = directions
        self.when = when
        self.outcome = outcome
        self.loosens = loosens
    }
}
