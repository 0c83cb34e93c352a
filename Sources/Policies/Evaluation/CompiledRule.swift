/// A rule ready to be held against questions of one direction.
///
/// A class, so that walking over hundreds of rules copies nothing but references.
final class CompiledRule: Sendable {
    let rule: Rule
    let pack: PackReference
    /// When both the rule and its pack are in force.
    let from: Timestamp
    let to: Timestamp
    let when: CompiledCondition
    /// The channels on which it can fire at all, one bit a kind; bit 0 is an act without a channel.
    let channels: UInt32
    let labels: BitSet
    let actions: BitSet
    let route: BitSet
    let approver: BitSet
    let deadlines: BitSet
    let evidence: BitSet
    let metrics: BitSet
    /// Place in the order in which rules decide: precedence, strictness, basis, pack, rule.
    let rank: Int

    init(_ rule: Rule, of pack: Pack, numbering: Numbering, rank: Int) {
        self.rule = rule
        self.pack = pack.reference
        from = max(rule.effective.from ?? .distantPast, pack.effective.from ?? .distantPast)
        to = min(rule.effective.to ?? .distantFuture, pack.effective.to ?? .distantFuture)
        when = numbering.compile(rule.when)
        channels = rule.when.channels
        labels = numbering.labels.bits(rule.outcome.labels)
        actions = numbering.actions.bits(rule.outcome.actions)
        route = numbering.routes.bits(rule.outcome.route.map { [$0] } ?? [])
        approver = numbering.approvers.bits(rule.outcome.approver.map { [$0] } ?? [])
        deadlines = numbering.deadlines.bits(rule.outcome.deadlines)
        evidence = numbering.evidence.bits(rule.outcome.evidence)
        metrics = numbering.metrics.bits(rule.outcome.metrics)
        self.rank = rank
    }
}

extension Condition {
    /// A superset of the channels on which the condition can hold, one bit a kind and bit 0 for none.
    fileprivate var channels: UInt32 {
        switch self {
        case .channel(let kinds): kinds.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
        case .all(let parts): parts.reduce(.max) { $0 & $1.channels }
        case .any(let parts): parts.reduce(0) { $0 | $1.channels }
        case .not, .act, .actor, .finds, .label, .assurance, .fact: .max
        }
    }
}
