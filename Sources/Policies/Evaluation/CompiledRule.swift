/// A rule ready to be held against questions of one direction.
struct CompiledRule: Sendable {
    let rule: Rule
    let pack: PackReference
    /// When both the rule and its pack are in force.
    let from: Timestamp
    let to: Timestamp
    let when: CompiledCondition
    let labels: BitSet
    let actions: BitSet
    /// Place in the order in which rules decide: precedence, strictness, basis, pack, rule.
    let rank: Int
    /// Whether a label set by another rule may make this one fire.
    let waitsForLabels: Bool
}
