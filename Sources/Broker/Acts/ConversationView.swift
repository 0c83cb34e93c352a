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
        /// As redacted; a message that later ones completed a value with is shown without its part.
        public var text: String?
        /// Why there is no text, in an evidence file.
        public var missing: MissingWords?
        /// What goes out: a reply, an invitation, hiding a post.
        public var act: String?
        /// The customer took it back, or the network did: not shown any more.
        public var withdrawn: Bool
        public var decision: String?
        public var rules: [String]
        public var redactions: [String]
        /// What came along, and what became of it.
        public var attachments: [ShownAttachment]
        public var instead: [String]
        public var clock: String?
        public var phase: String?
        /// Whose message it is: the party's number among those of the conversation, from 1.
        public var party: Int?
        /// When it is to go out by itself, while it waits for that.
        public var goesOut: String?
        /// Why it did not go out at its time.
        public var lapse: String?
        /// Roles that must agree before it goes out, and those of them that have.
        public var approvers: [String]
        public var approved: [String]
        /// What a held act commits to, in 64 hexadecimal digits: who approves it names what they read.
        public var content: String?
        public var sealed: Bool
        /// Whether a quorum of witnesses has seen it; false where none is asked.
        public var witnessed: Bool
        /// Who of the firm did or saw it, by pseudonym, and what for.
        public var staff: String?
        public var purpose: String?
        /// The message's own name where it came from: a post's id, a Message-ID. Told to auditors only.
        public var source: String?
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

    /// - Parameter namesSources: whether each message says which post, direct message or mail it was.
    public init(_ page: ConversationPage, sealed: UInt64, witnessed: UInt64 = 0, namesSources: Bool = false) {
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
        lines = page.lines.map { Line($0, page, sealed: sealed, witnessed: witnessed, namesSource: namesSources) }
    }
}

extension ConversationView.Line {
    init(_ line: ConversationPage.Line, _ page: ConversationPage, sealed: UInt64, witnessed: UInt64, namesSource: Bool) {
        let state = page.state
        let shown = page.shown(line) ?? line
        let member = page.states.members(of: state).first { $0.sends[line.leaf.eventID] != nil }
        let send = member?.sends[line.leaf.eventID]
        index = line.index
        event = line.leaf.eventID.description
        at = Timestamp(milliseconds: line.leaf.recordedTime).description
        published = line.leaf.sourceTime.map { Timestamp(milliseconds: $0).description }
        channel = ChannelKind(rawValue: line.leaf.channelKind)?.word
        author = shown[.handle].map { "@\($0)" } ?? shown[.displayName]
        withdrawn = state.withdrawn.contains(line.leaf.eventID)
        // The newest version stands where the message stood; the entry that made it says only what went.
        text = withdrawn || line.leaf.commandType == CommandType.redactEarlier.rawValue ? nil : shown.text
        decision = Verdict(rawValue: line.leaf.decision)?.word
        clock = line.leaf.clock.map { "\($0.operation)" }
        phase = send?.phase.word
        goesOut = send?.phase == .scheduled ? send?.goesOut?.description : nil
        lapse = send?.phase == .held ? send?.held?.lapse?.rawValue : nil
        approvers = send?.held?.approvers ?? []
        approved = send?.approvals.keys.sorted() ?? []
        content = send?.held == nil ? nil : send?.content?.description
        self.sealed = line.index < sealed
        self.witnessed = line.index < witnessed
        source = namesSource ? line[.providerID] : nil
        kind = CommandType(rawValue: line.leaf.commandType).map { "\($0)" } ?? "unknown"
        staff = line.staff?.description
        purpose = line.purpose
        rules = []
        redactions = []
        attachments = withdrawn ? [] : ShownAttachment.all(of: line, shown: shown, in: page)
        instead = []
        for event in line.events ?? [] {
            switch event {
            case .received(let received):
                kind = "in"
                party = page.states.parties(of: state).firstIndex(of: received.party).map { $0 + 1 }
                rules = received.rules.map { "\($0.pack)/\($0.rule)" }
                redactions = received.redactions.map { "\($0.dataClass) ×\($0.count)" }
            case .queued(let queued):
                kind = "out"
                act = queued.act
                // A code proves who reads the mailbox or the handle: nobody of the firm needs to see it.
                if queued.act == ActWords.verification || queued.act == ActWords.invitation { text = text.map(Self.withoutCodes) }
                rules = queued.rules.map { "\($0.pack)/\($0.rule)" }
            case .held(let held):
                kind = "held"
                act = held.queued.act
                if act == ActWords.verification || act == ActWords.invitation { text = text.map(Self.withoutCodes) }
                rules = held.rules.map { "\($0.pack)/\($0.rule)" }
            case .scheduled(let held):
                kind = "scheduled"
                act = held.queued.act
                rules = held.rules.map { "\($0.pack)/\($0.rule)" }
            case .redactedEarlier(let earlier): redactions = earlier.redactions.map { "\($0.dataClass) ×\($0.count)" }
            case .blocked(let blocked):
                kind = "blocked"
                rules = blocked.rules.map { "\($0.pack)/\($0.rule)" }
                instead = blocked.instead
            default: break
            }
        }
    }

    /// Six digits in a row, no more and no fewer, become dots.
    private static func withoutCodes(_ text: String) -> String {
        var result = ""
        var digits = ""
        func flush() {
            result += digits.utf8.count == 6 ? "••••••" : digits
            digits = ""
        }
        for character in text {
            if character.isASCII, character.isNumber {
                digits.append(character)
            } else {
                flush()
                result.append(character)
            }
        }
        flush()
        return result
    }
}
