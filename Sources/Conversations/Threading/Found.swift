/// What the look-ups found for an incoming message.
public struct Found: Sendable {
    /// Conversations the evidence names, in the order of `ThreadEvidence`.
    public var conversations: [(evidence: ThreadEvidence, conversation: ConversationID)]
    /// The party that already holds the author's very address, anywhere.
    public var party: PartyID?

    public init(conversations: [(evidence: ThreadEvidence, conversation: ConversationID)] = [], party: PartyID? = nil) {
        self.conversations = conversations
        self.party = party
    }
}

/// The look-ups that an incoming message asks for.
public struct Trail: Sendable {
    /// The conversation that a verified reply token names.
    public var replyToken: ConversationID?
    /// Hashes of the message or thread it answers on its network.
    public var parents: [KeyedHash]
    /// Hashes of the message ids it refers to.
    public var references: [KeyedHash]

    public init(replyToken: ConversationID? = nil, parents: [KeyedHash] = [], references: [KeyedHash] = []) {
        self.replyToken = replyToken
        self.parents = parents
        self.references = references
    }
}
