/// A conversation as pages and the API show it: words, times and marks, no keys.
public struct ConversationView: Codable, Sendable {
    public struct Line: Codable, Sendable {
        public var index: UInt64
        public var event: String
        public var at: String
        public var published: String?
        /// `in`, `out`, or what happened.
        public var kind: String
        public var channel: String?
        public var author: String?
        public var text: String?
        public var decision: String?
        public var rules: [String]
        public var redactions: [String]
        public var instead: [String]
        public var clock: String?
        public var phase: String?
        public var sealed: Bool
    }
    public var id: String
    public var began: String
    public var status: String
    public var sequence: UInt64
    public var labels: [String]
    public var turnStart: String?
    public var due: String?
    public var tasks: [String]
    public var deadlines: [String: String]
    public var channels: [String]
    public var lines: [Line]

    private enum CodingKeys: String, CodingKey {
        case id, began, status, sequence, labels, due, tasks, deadlines, channels, lines
        case turnStart = "turn_start"
    }

    public init(_ page: ConversationPage, sealed: UInt64) {
        let state = page.state
        id = state.id.description
        began = state.began.word
        status = state.isOpen ? "open" : state.isResolved ? "resolved" : "merged"
        sequence = state.head.sequence
        labels = state.labels.sorted()
        turnStart = state.clock.runningTurn?.start.description
        due = state.clock.runningTurn?.promise?.due.description
        tasks = state.openTasks.values.sorted()
        deadlines = state.deadlines.mapValues(\.description)
        channels = Set(page.lines.compactMap { ChannelKind(rawValue: $0.leaf.channelKind)?.word }).sorted()
        lines = page.lines.map { Line($0, page.state, sealed: $0.index < sealed) }
    }
}

extension ConversationView.Line {
    init(_ line: ConversationPage.Line, _ state: ConversationState, sealed: Bool) {
        index = line.index
        event = line.leaf.eventID.description
        at = Timestamp(milliseconds: line.leaf.recordedTime).description
        published = line.leaf.sourceTime.map { Timestamp(milliseconds: $0).description }
        channel = ChannelKind(rawValue: line.leaf.channelKind)?.word
        author = line[.handle].map { "@\($0)" } ?? line[.displayName]
        text = line.text
        decision = Verdict(rawValue: line.leaf.decision)?.word
        clock = line.leaf.clock.map { "\($0.operation)" }
        phase = state.sends[line.leaf.eventID]?.phase.word
        self.sealed = sealed
        kind = CommandType(rawValue: line.leaf.commandType).map { "\($0)" } ?? "unknown"
        rules = []
        redactions = []
        instead = []
        for event in line.events ?? [] {
            switch event {
            case .received(let received):
                kind = "in"
                rules = received.rules.map { "\($0.pack)/\($0.rule)" }
                redactions = received.redactions.map { "\($0.dataClass) ×\($0.count)" }
            case .queued(let queued):
                kind = "out"
                rules = queued.rules.map { "\($0.pack)/\($0.rule)" }
            case .held(let held):
                kind = "held"
                rules = held.rules.map { "\($0.pack)/\($0.rule)" }
            case .blocked(let blocked):
                kind = "blocked"
                rules = blocked.rules.map { "\($0.pack)/\($0.rule)" }
                instead = blocked.instead
            default: break
            }
        }
    }
}
