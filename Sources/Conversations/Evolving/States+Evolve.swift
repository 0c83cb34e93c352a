public import Ledger

/// An entry as it is folded: its leaf, and what is left of its facts.
public struct Folded: Sendable {
    public var index: UInt64
    public var leaf: Leaf
    /// Nil where they are erased.
    public var events: [Event]?

    public init(index: UInt64, leaf: Leaf, events: [Event]?) {
        self.index = index
        self.leaf = leaf
        self.events = events
    }
}

extension States {
    /// Folds one entry in. Pure; evaluates no policy, calendar or detector. States of streams that are not loaded are left alone.
    public mutating func evolve(_ entry: Folded) {
        advance(entry)
        evolveFromLeaf(entry)
        for event in entry.events ?? [] { evolve(event, entry) }
    }

    /// Every stream that the leaf names comes to the entry's place.
    private mutating func advance(_ entry: Folded) {
        for reference in entry.leaf.streams {
            let head = StreamHead(sequence: reference.position.sequence, index: entry.index)
            switch reference.kind {
            case .conversation:
                let id = ConversationID(reference.id)
                if conversations[id] == nil, reference.position.sequence == 1 {
                    conversations[id] = ConversationState(
                        id: id, head: head, began: ChannelKind(rawValue: entry.leaf.channelKind) ?? .plainEmail, at: entry.recorded)
                } else {
                    conversations[id]?.head = head
                    // Who looks at a conversation, or keeps its record, does nothing in it.
                    if entry.type?.isOfTheRecord != true { conversations[id]?.lastActivity = entry.recorded }
                }
            case .party:
                let id = PartyID(reference.id)
                if parties[id] == nil, reference.position.sequence == 1 {
                    parties[id] = PartyState(id: id, head: head)
                } else {
                    parties[id]?.head = head
                }
            case .agent:
                let id = StaffID(reference.id)
                if staff[id] == nil, reference.position.sequence == 1 {
                    staff[id] = StaffState(id: id, head: head)
                } else {
                    staff[id]?.head = head
                }
            case .channelAccount:
                let id = ChannelAccountID(reference.id)
                if channelAccounts[id] == nil, reference.position.sequence == 1 {
                    channelAccounts[id] = ChannelAccountState(id: id, head: head)
                } else {
                    channelAccounts[id]?.head = head
                }
            case .configuration:
                let id = ConfigurationID(reference.id)
                if configuration == nil {
                    configuration = ConfigurationState(id: id, head: head)
                } else if configuration?.id == id {
                    configuration?.head = head
                }
            }
        }
    }
}

extension Folded {
    var recorded: Timestamp { Timestamp(milliseconds: leaf.recordedTime) }
    var source: Timestamp? { leaf.sourceTime.map { Timestamp(milliseconds: $0) } }
    var type: CommandType? { CommandType(rawValue: leaf.commandType) }

    /// Conversations that the leaf names, the one it is about first.
    var conversations: [ConversationID] { leaf.streams.filter { $0.kind == .conversation }.map { ConversationID($0.id) } }
    var party: PartyID? { leaf.streams.first { $0.kind == .party }.map { PartyID($0.id) } }
}

extension CommandType {
    /// About the record of a conversation, and no act in it.
    public var isOfTheRecord: Bool {
        switch self {
        case .view, .export, .placeHold, .liftHold, .retire, .askErasure, .declineErasure, .erase: true
        default: false
        }
    }
}
