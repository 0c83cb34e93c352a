/// What policy says about one act, and why.
public struct Decision: Hashable, Sendable {
    public var direction: Direction
    public var verdict: Verdict
    /// Ascending, each once; so are all lists here but the trace.
    public var labels: [Label]
    public var actions: [Action]
    /// The team that the deciding rule names, or else the first by rank of the rules that fired.
    public var route: Route?
    /// Every team named by a rule that fired.
    public var routes: [Route]
    /// Who may release a held act.
    public var approver: ApproverRole?
    /// Every role that a rule holding the act names; each has to agree.
    public var approvers: [ApproverRole]
    public var deadlines: [DeadlineName]
    public var evidence: [EvidenceName]
    public var metrics: [Metric]
    public var channel: Destination?
    /// What can be done instead, in words for the agent.
    public var instead: String?
    /// Who may go against the answer; nil if nobody may.
    public var override: Override?
    /// The rules that fired, by rank.
    public var trace: [FiredRule]
    /// The packs in force, whether or not a rule of theirs fired.
    public var packs: [PackReference]

    /// The actions that code stands behind.
    public var effects: Set<Effect> { Set(actions.compactMap { Effect(rawValue: $0.text) }) }

    /// The actions that become tasks.
    public var tasks: [Action] { actions.filter { Effect(rawValue: $0.text) == nil } }

    /// Whether the answer stands in for packs that could not be asked.
    public var isUnavailable: Bool { labels.contains(Label(Effect.policyUnavailable.rawValue)) }
}
