public import Ledger

/// One thread with one customer over all channels, as its entries tell it.
///
/// The first group comes from leaves alone and survives every erasure; the second from facts, and is empty where they are gone.
public struct ConversationState: Sendable, Equatable {
    public var id: ConversationID
    public var head: StreamHead
    /// Where it began: the target's first ground.
    public var began: ChannelKind
    /// Over all parts that are merged into it.
    public var clock: ConversationClock<ConversationID>
    /// By number, from 1.
    public var parties: [PartyID]
    /// Published times of customer messages, in the order of their entries.
    public var inbound: [Timestamp]
    /// The customer messages that were taken in, in the order of their entries.
    public var messages: [EventID]
    public var outboundCount: Int
    public var sends: [EventID: Send]
    public var status: Status
    /// Conversations merged into this one.
    public var parts: [ConversationID]
    public var withdrawn: Set<EventID>
    /// Legal holds on it, by the event that placed each.
    public var holds: Set<EventID>
    public var lastActivity: Timestamp

    public var labels: Set<String>
    public var route: String?
    public var deadlines: [String: Timestamp]
    public var openTasks: [EventID: String]
    public var complaint: Bool
    /// When the complaint was received: its deadlines count from there.
    public var complaintReceived: Timestamp?
    /// When the newest complaint in it was received: how long it is kept counts from there.
    public var newestComplaint: Timestamp?
    public var automationSuppressed: Bool
    public var surveySuppressed: Bool
    public var assigned: StaffID?
    public var priority: Int
    public var handoffs: [EventID: Handoff]
    public var opened: Opened?
    public var identities: [PartyID: Identity]
    /// Newest customer message a channel, for messaging windows.
    public var lastInbound: [ChannelKind: Timestamp]
    /// Newest act of staff: who queued it, and at which sequence.
    public var lastAnswer: Answer?

    public enum Status: Sendable, Equatable {
        case open
        case resolved
        case merged(into: ConversationID)
    }

    public struct Answer: Sendable, Equatable {
        public var by: Principal
        public var sequence: UInt64
    }

    public init(id: ConversationID, head: StreamHead, began: ChannelKind, at: Timestamp) {
        self.id = id
        self.head = head
        self.began = began
        clock = ConversationClock(id)
        parties = []
        inbound = []
        messages = []
        outboundCount = 0
        sends = [:]
        status = .open
        parts = []
        withdrawn = []
        holds = []
        lastActivity = at
        labels = []
        deadlines = [:]
        openTasks = [:]
        complaint = false
        automationSuppressed = false
        surveySuppressed = false
        priority = 0
        handoffs = [:]
        identities = [:]
        lastInbound = [:]
    }

    public var isOpen: Bool { status == .open }
    public var isResolved: Bool { status == .resolved }
    public var mergedInto: ConversationID? {
        if case .merged(let into) = status { into } else { nil }
    }

    public var inboundCount: Int { inbound.count }

    /// The party's number in this conversation, from 1.
    public func number(of party: PartyID) -> Int? { parties.firstIndex(of: party).map { $0 + 1 } }

    /// Keyed hash of the first party's address, whose keys seal what concerns nobody else.
    public var customerKey: KeyedHash? { parties.first.flatMap { identities[$0]?.key } }

    /// Whether somebody else's answer went in after the sequence that an author had seen.
    func answered(after seen: UInt64, by principal: Principal) -> Bool {
        guard let lastAnswer else { return false }
        return lastAnswer.sequence > seen && lastAnswer.by != principal
    }
}
