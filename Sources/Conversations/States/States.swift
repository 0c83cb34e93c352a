import Ledger

/// What a decision reads: one typed dictionary a stream kind.
public struct States: Sendable {
    public var conversations: [ConversationID: ConversationState]
    public var parties: [PartyID: PartyState]
    public var staff: [StaffID: StaffState]
    public var channelAccounts: [ChannelAccountID: ChannelAccountState]
    public var configuration: ConfigurationState?

    /// - Parameter capacity: how many conversations there will be room for at once; each has about one party of its own.
    public init(capacity: Int = 0) {
        conversations = Dictionary(minimumCapacity: capacity)
        parties = Dictionary(minimumCapacity: capacity)
        staff = [:]
        channelAccounts = [:]
        configuration = nil
    }

    /// The conversation that `id` goes on in, through every merge.
    public func root(of id: ConversationID) -> ConversationState? {
        var state = conversations[id]
        var steps = 0
        while let into = state?.mergedInto, steps < 64 {
            state = conversations[into]
            steps += 1
        }
        return state
    }

    /// The stream's newest sequence and index; nil if it has no entry yet.
    public func head(of key: StreamKey) -> StreamHead? {
        switch key.kind {
        case .conversation: conversations[ConversationID(key.id)]?.head
        case .party: parties[PartyID(key.id)]?.head
        case .agent: staff[StaffID(key.id)]?.head
        case .channelAccount: channelAccounts[ChannelAccountID(key.id)]?.head
        case .configuration: configuration?.head
        }
    }
}

/// How far a stream has come.
public struct StreamHead: Sendable, Equatable {
    /// Entries so far.
    public var sequence: UInt64
    /// Index of the newest.
    public var index: UInt64

    public init(sequence: UInt64, index: UInt64) {
        self.sequence = sequence
        self.index = index
    }
}
