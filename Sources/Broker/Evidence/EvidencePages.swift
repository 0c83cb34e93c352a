import Conversations

/// How evidence is made readable: by whoever has pages, with nothing loaded from anywhere.
public struct EvidencePages: Sendable {
    public var conversation: @Sendable (ConversationView) -> [UInt8]
    public var index: @Sendable (EvidenceIndex) -> [UInt8]

    public init(
        conversation: @escaping @Sendable (ConversationView) -> [UInt8], index: @escaping @Sendable (EvidenceIndex) -> [UInt8]
    ) {
        self.conversation = conversation
        self.index = index
    }
}

/// What the first page of an evidence file says.
public struct EvidenceIndex: Sendable {
    public var subject: EvidenceSubject
    public var conversations: [ConversationView]
    /// The entries of a range; empty for everything else.
    public var entries: [EvidenceLine]
}

/// One entry of a range, for people and their tools.
public struct EvidenceLine: Codable, Sendable {
    public var index: UInt64
    public var at: String
    public var kind: String
    public var channel: String?
    public var conversations: [String]
    public var author: String?
    public var text: String?
    /// Why there is no text, where there was one.
    public var missing: MissingWords?
    public var decision: String?
    /// Who of the firm did or saw it, by pseudonym, and what for.
    public var staff: String?
    public var purpose: String?

    init(_ line: ConversationPage.Line, isClosed: Bool) {
        index = line.index
        at = Timestamp(milliseconds: line.leaf.recordedTime).description
        kind = CommandType(rawValue: line.leaf.commandType).map { "\($0)" } ?? "unknown"
        channel = ChannelKind(rawValue: line.leaf.channelKind)?.word
        conversations = line.leaf.streams.filter { $0.kind == .conversation }.map { "\($0.id)" }
        let isNobodys = !line.leaf.streams.contains { $0.kind == .conversation }
        author = isNobodys ? nil : line[.handle].map { "@\($0)" } ?? line[.displayName]
        text = isClosed ? nil : line.text
        missing = isClosed && line.text != nil ? .withheld : line.events == nil && line.leaf.commitments.fieldCount > 0 ? .erased : nil
        decision = Verdict(rawValue: line.leaf.decision)?.word
        staff = line.staff?.description
        purpose = line.purpose
    }
}

extension ConversationPage.Line {
    /// Who of the firm the entry is by or about.
    var staff: StaffID? { leaf.streams.first { $0.kind == .agent }.map { StaffID($0.id) } }

    /// What somebody looked or handed out for, or why the record was changed, in their words.
    var purpose: String? {
        for event in events ?? [] {
            switch event {
            case .viewed(let viewed): return viewed.purpose
            case .exported(let exported): return exported.purpose
            case .redacted(let redacted): return redacted.reason
            case .holdPlaced(let placed): return placed.reason
            case .erasureAsked(let asked): return asked.basis
            case .logContinued(let continued): return continued.reason
            default: continue
            }
        }
        return nil
    }
}
