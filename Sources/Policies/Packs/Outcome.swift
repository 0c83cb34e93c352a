/// What a rule asks for when it fires. Only the verdict takes part in who wins; everything else is united over all that fire.
public struct Outcome: Hashable, Sendable {
    public var verdict: Verdict?
    public var labels: Set<Label>
    public var actions: Set<Action>
    public var route: Route?
    public var approver: ApproverRole?
    public var deadlines: Set<DeadlineName>
    public var evidence: Set<EvidenceName>
    public var metrics: Set<Metric>
    /// Where the reply should go.
    public var channel: Destination?
    /// What the agent can do instead, in words for the agent.
    public var instead: String?
    public var override: Override?

    public init(
        verdict: Verdict? = nil, labels: Set<Label> = [], actions: Set<Action> = [], route: Route? = nil, approver: ApproverRole? = nil,
        deadlines: Set<DeadlineName> = [], evidence: Set<EvidenceName> = [], metrics: Set<Metric> = [], channel: Destination? = nil,
        instead: String? = nil, override: Override? = nil
    ) {
        self.verdict = verdict
        self.labels = labels
        self.actions = actions
        self.route = route
        self.approver = approver
        self.deadlines = deadlines
        self.evidence = evidence
        self.metrics = metrics
        self.channel = channel
        self.instead = instead
        self.override = override
    }
}
