/// All that policy knows about one act: finite facts, no text.
public struct Facts: Hashable, Sendable {
    public var direction: Direction
    /// The moment of the decision.
    public var now: Timestamp
    public var act: Act?
    public var actor: ActorRole?
    public var channel: ChannelKind?
    public var assurance: Assurance
    /// The data classes found, requests among them, each with the best level it was found at.
    public var findings: [DataClass: Level]
    /// Labels that lexicons and people have set.
    public var labels: Set<Label>
    /// Everything else, by name.
    public var values: [FactPath: FactValue]

    public init(
        direction: Direction, now: Timestamp, act: Act? = nil, actor: ActorRole? = nil, channel: ChannelKind? = nil,
        assurance: Assurance = .none, findings: [DataClass: Level] = [:], labels: Set<Label> = [], values: [FactPath: FactValue] = [:]
    ) {
        self.direction = direction
        self.now = now
        self.act = act
        self.actor = actor
        self.channel = channel
        self.assurance = assurance
        self.findings = findings
        self.labels = labels
        self.values = values
    }

    /// Notes a finding; a better level stands over a lesser one.
    public mutating func note(_ dataClass: DataClass, at level: Level) {
        findings[dataClass] = max(level, findings[dataClass] ?? level)
    }
}
