public import Conversations
public import Ledger
public import Storage

/// A conversation over all its channels as one flow, in the ledger's order: what was said, and quietly between, what happened.
public struct Flow: Sendable {
    public enum Item: Sendable {
        /// What follows is on another channel than what stood before.
        case channel(ChannelKind)
        case message(Message)
        case fact(Fact)
    }

    /// Something that somebody said, or wants to say.
    public struct Message: Sendable {
        public enum Author: Sendable, Equatable {
            /// By the party's number in the conversation, from 1.
            case customer(Int)
            case staff(StaffID)
            /// A bot, an automatic answer, or the server itself.
            case machine
        }
        public var id: EventID
        public var place: SealedPlace
        public var channel: ChannelKind
        public var author: Author
        /// As the network shows the author.
        public var name: String?
        public var handle: String?
        public var at: Timestamp
        /// As redacted; nil where it is erased, withdrawn or replaced by `carries`.
        public var text: String?
        public var isWithdrawn: Bool
        /// What an invitation carries, whose words nobody of the firm needs to see: they open the private page.
        public var carries: Carried?
        public var act: String?
        /// Where an act that goes out stands; nil for what came in.
        public var phase: Send.Phase?
        public var held: Held?
        /// What it commits to, so that an approval is for just that.
        public var content: Hash?
        public var isWarned: Bool
        /// What came along, and what became of it.
        public var attachments: [ShownAttachment] = []
    }

    public enum Carried: Sendable, Equatable {
        case link
        case number
        case mailboxCode
        /// No words: something is done on the network, by the act's word.
        case deed(String)
    }

    /// Something that happened.
    public struct Fact: Sendable {
        public enum Matter: Sendable {
            case redacted([RedactionNote])
            case redactedEarlier([RedactionNote])
            case withdrawn
            case clockStarted(due: Timestamp)
            case clockTightened(due: Timestamp)
            case clockEnded(start: Timestamp, ended: Timestamp)
            case event(Event)
        }
        public var matter: Matter
        public var rules: [RuleTrace]
        public var verdict: Verdict?
        public var at: Timestamp
        public var by: StaffID?
        public var place: SealedPlace
    }

    /// Where the entry stands in the ledger, and whether a checkpoint covers it.
    public struct SealedPlace: Sendable, Equatable {
        public var index: UInt64
        public var isSealed: Bool
        /// Whether a quorum of witnesses has seen it.
        public var isWitnessed = false
    }

    public var items: [Item]

    public init(items: [Item]) { self.items = items }

    public init(_ page: ConversationPage, sealed: UInt64, witnessed: UInt64 = 0) {
        var builder = FlowBuilder(page: page, sealed: sealed, witnessed: witnessed)
        for line in page.lines { builder.add(line) }
        items = builder.items
    }
}

/// Goes through the entries once.
private struct FlowBuilder {
    let page: ConversationPage
    let sealed: UInt64
    let witnessed: UInt64
    /// The newest version of each message from which something was taken out later.
    let versions: [EventID: ConversationPage.Line]
    let withdrawn: Set<EventID>
    let sends: [EventID: Send]
    var items: [Flow.Item] = []
    var channel: ChannelKind?

    init(page: ConversationPage, sealed: UInt64, witnessed: UInt64) {
        self.page = page
        self.sealed = sealed
        self.witnessed = witnessed
        versions = page.lines.reduce(into: [:]) { versions, line in
            if line.leaf.commandType == CommandType.redactEarlier.rawValue, let message = line.leaf.subject { versions[message] = line }
        }
        let members = page.states.members(of: page.state)
        withdrawn = members.reduce(into: []) { $0.formUnion($1.withdrawn) }
        sends = members.reduce(into: [:]) { $0.merge($1.sends) { own, _ in own } }
    }

    mutating func add(_ line: ConversationPage.Line) {
        guard let type = CommandType(rawValue: line.leaf.commandType) else { return }
        switch type {
        case .receive: received(line)
        case .submit, .schedule: submitted(line)
        case .nameMailbox: code(line)
        // Who looked is the compliance view's matter; the rest is the ledger's own.
        case .view, .export, .heartbeat, .putTermsInForce, .refuseTerms, .addChannelAccount, .recordTimeStamp,
            .announceLogKey, .retireLogKey:
            return
        default: break
        }
        for event in line.events ?? [] { add(event, line) }
        clock(line)
    }

    private mutating func said(_ message: Flow.Message) {
        if channel != message.channel {
            items.append(.channel(message.channel))
            channel = message.channel
        }
        items.append(.message(message))
    }

    private func place(_ line: ConversationPage.Line) -> Flow.SealedPlace {
        Flow.SealedPlace(index: line.index, isSealed: line.index < sealed, isWitnessed: line.index < witnessed)
    }

    private func by(_ line: ConversationPage.Line) -> StaffID? {
        line.leaf.streams.first { $0.kind == .agent }.map { StaffID($0.id) }
    }

    private mutating func received(_ line: ConversationPage.Line) {
        let id = line.leaf.eventID
        let shown = versions[id] ?? line
        let gone = withdrawn.contains(id)
        let party = line.leaf.streams.first { $0.kind == .party }.map { PartyID($0.id) }
        let number = party.flatMap { party in page.states.parties(of: page.state).firstIndex(of: party) }.map { $0 + 1 } ?? 1
        let received = line.received
        said(
            Flow.Message(
                id: id, place: place(line), channel: ChannelKind(rawValue: line.leaf.channelKind) ?? page.state.began,
                author: received?.automatic == true ? .machine : .customer(number), name: shown[.displayName], handle: shown[.handle],
                at: Timestamp(milliseconds: line.leaf.sourceTime ?? line.leaf.recordedTime), text: gone ? nil : shown.text,
                isWithdrawn: gone, carries: nil, act: nil, phase: nil, held: nil, isWarned: false,
                attachments: gone ? [] : ShownAttachment.all(of: line, shown: shown, in: page)))
        if let received, !received.redactions.isEmpty { fact(.redacted(received.redactions), line, received.rules) }
    }

    private mutating func submitted(_ line: ConversationPage.Line) {
        let send = sends[line.leaf.eventID]
        let text = (versions[line.leaf.eventID] ?? line).text
        let queued = send?.queued ?? send?.held?.queued
        // What was stopped was never kept; the fact that it was stands for it.
        guard send?.phase != .blocked, let channel = ChannelKind(rawValue: line.leaf.channelKind) else { return }
        var carries: Flow.Carried?
        if queued?.act == ActWords.invitation { carries = text?.contains("/pick-up/") == true ? .link : .number }
        if let act = queued?.act, text?.isEmpty ?? true, !Self.speaking.contains(act) { carries = .deed(act) }
        said(
            Flow.Message(
                id: line.leaf.eventID, place: place(line), channel: channel, author: by(line).map { .staff($0) } ?? .machine, name: nil,
                handle: nil, at: Timestamp(milliseconds: line.leaf.recordedTime), text: carries == nil ? text : nil,
                isWithdrawn: false, carries: carries, act: queued?.act, phase: send?.phase,
                held: send?.phase == .held || send?.phase == .scheduled ? send?.held : nil,
                content: send?.content,
                isWarned: queued?.warned ?? false, attachments: ShownAttachment.all(of: line, shown: line, in: page)))
    }

    private static let speaking = [
        ActWords.reply, ActWords.privateReply, ActWords.acknowledgement, ActWords.invitation, ActWords.verification,
    ]

    private mutating func code(_ line: ConversationPage.Line) {
        said(
            Flow.Message(
                id: line.leaf.eventID, place: place(line), channel: ChannelKind(rawValue: line.leaf.channelKind) ?? .plainEmail,
                author: .machine, name: nil, handle: nil, at: Timestamp(milliseconds: line.leaf.recordedTime), text: nil,
                isWithdrawn: false, carries: .mailboxCode, act: ActWords.verification, phase: sends[line.leaf.eventID]?.phase, held: nil,
                isWarned: false))
    }

    private mutating func fact(_ matter: Flow.Fact.Matter, _ line: ConversationPage.Line, _ rules: [RuleTrace] = []) {
        items.append(
            .fact(
                Flow.Fact(
                    matter: matter, rules: rules, verdict: Verdict(rawValue: line.leaf.decision),
                    at: Timestamp(milliseconds: line.leaf.recordedTime), by: by(line), place: place(line))))
    }

    private mutating func add(_ event: Event, _ line: ConversationPage.Line) {
        switch event {
        case .redactedEarlier(let earlier): fact(.redactedEarlier(earlier.redactions), line)
        case .withdrawn: fact(.withdrawn, line)
        case .blocked(let blocked): fact(.event(event), line, blocked.rules)
        case .taskOpened(let opened): fact(.event(event), line, opened.rules)
        case .routed(let routed): fact(.event(event), line, routed.rules)
        case .labelled, .taskDone, .deadlineSet, .complaintRecorded, .approved, .rejected, .failed, .sendUnknown, .sendFound,
            .sendAbsent, .handoffOffered, .handoffOpened, .handoffRefused, .mailboxNamed, .handoffJoined, .handoffLapsed, .handoffReturned,
            .assigned, .unassigned, .prioritised, .resolved, .reopened, .merged, .split, .unmerged, .erased,
            .holdPlaced, .holdLifted, .retired, .redacted:
            fact(.event(event), line)
        // Said by the message itself, or of no use to whoever answers.
        default: break
        }
    }

    private mutating func clock(_ line: ConversationPage.Line) {
        guard let step = line.leaf.clock, let reading = step.reading else { return }
        let resolved = Timestamp(milliseconds: reading.resolved)
        switch step.operation {
        case .start: fact(.clockStarted(due: resolved), line)
        case .tighten, .earlierStart: fact(.clockTightened(due: resolved), line)
        case .end: fact(.clockEnded(start: Timestamp(milliseconds: reading.turnStart), ended: resolved), line)
        case .keep, .merge, .split, .undo: break
        }
    }
}
