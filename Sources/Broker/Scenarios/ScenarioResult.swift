public import Policies

/// What came of one scenario, in the form that `policy test --format json` prints.
public struct ScenarioResult: Hashable, Sendable {
    public struct DueTime: Hashable, Sendable {
        public var name: DeadlineName
        public var at: Timestamp
        /// The instant as the clocks in the scenario's zone show it.
        public var shown: String
    }

    public var id: String
    public var decision: Decision
    public var deadlines: [DueTime]
    /// Each promise that was not kept, in words; empty if all were.
    public var differs: [String]
    /// Of a conversation: what came of each message.
    public var messages: [ScenarioResult] = []

    public var passed: Bool { differs.isEmpty }

    public init(id: String, decision: Decision, deadlines: [DueTime], differs: [String]) {
        self.id = id
        self.decision = decision
        self.deadlines = deadlines
        self.differs = differs
    }
}
