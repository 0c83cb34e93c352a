public import Policies

/// One case that the packs have to get right: what is given, and what is expected of them.
///
/// Either one act, stated whole under `given`, or a conversation of several messages of which each knows what came before it.
public struct Scenario: Hashable, Sendable {
    public var id: String
    public var title: String
    public var direction: Direction
    public var now: Timestamp
    /// Everything stated under `given`, by fact.
    public var given: [String: ScenarioValue]
    /// The settings that hold: the file's defaults with what the scenario says otherwise.
    public var config: [String: ScenarioValue]
    /// The packs that are to be asked.
    public var packs: [String]
    /// Of one act, or of a conversation when all of its messages are through.
    public var expected: Expectation
    /// What is written in a conversation, in order; empty for one act.
    public var messages: [Message] = []
    /// Where it stands.
    public var file: String
    public var line: Int
    public var column: Int

    /// One message of a conversation.
    public struct Message: Hashable, Sendable {
        public var direction: Direction
        public var author: ActorRole
        public var channel: ChannelKind
        /// Of what goes out; nil is a reply.
        public var act: Act?
        public var at: Timestamp
        public var text: String
        public var expected: Expectation
        /// Where it stands in the scenario's file.
        public var line: Int
        public var column: Int
    }

    /// What is expected. What is left out is not checked.
    public struct Expectation: Hashable, Sendable {
        public struct Deadline: Hashable, Sendable {
            public enum Bound: Hashable, Sendable {
                case at(Timestamp)
                case noLaterThan(Timestamp)
                /// It only has to be there.
                case any
            }

            public var name: DeadlineName
            public var bound: Bound

            public init(name: DeadlineName, bound: Bound) {
                self.name = name
                self.bound = bound
            }
        }

        public var verdict: Verdict?
        public var labels: Set<Label> = []
        public var notLabels: Set<Label> = []
        public var actions: Set<Action> = []
        public var notActions: Set<Action> = []
        /// Each word with what it forbids.
        public var mustNot: [String: Prohibition] = [:]
        public var deadlines: [Deadline] = []
        public var route: Route?
        public var approver: ApproverRole?
        public var channel: Destination?
        public var evidence: Set<EvidenceName> = []
        public var metrics: Set<Metric> = []

        public init() {}
    }

    public init(
        id: String, title: String, direction: Direction, now: Timestamp, given: [String: ScenarioValue], config: [String: ScenarioValue],
        packs: [String], expected: Expectation, file: String, line: Int, column: Int
    ) {
        self.id = id
        self.title = title
        self.direction = direction
        self.now = now
        self.given = given
        self.config = config
        self.packs = packs
        self.expected = expected
        self.file = file
        self.line = line
        self.column = column
    }
}
