public import Ledger

/// What an accepted command becomes: one entry's worth of events, content and leaf.
public struct Decided: Sendable {
    public var type: CommandType
    public var events: [Event]
    public var content: [ContentField]
    /// Streams that advance, the primary first; one to eight.
    public var streams: [StreamKey]
    public var channel: ChannelKind?
    /// The network's own stamp.
    public var source: Timestamp?
    public var clock: ClockStep?
    public var verdict: Verdict?
    /// The entry that this one is about.
    public var subject: EventID?
    /// The acting customer's number in the conversation.
    public var partyNumber: Int?

    init(_ type: CommandType, streams: [StreamKey], events: [Event] = []) {
        self.type = type
        self.streams = streams
        self.events = events
        content = []
    }

    /// The clock of a part moves: the part stands behind the conversation it goes on in.
    mutating func tighten(_ change: (part: ConversationID, step: ClockStep)?) {
        guard let (part, step) = change else { return }
        clock = step
        if !streams.contains(part.key) { streams.append(part.key) }
    }
}
