public import Ledger

/// A handoff of a conversation.
public struct HandoffOrder: Sendable {
    public var conversation: ConversationID
    public var handoff: EventID

    public init(conversation: ConversationID, handoff: EventID) {
        self.conversation = conversation
        self.handoff = handoff
    }
}

/// The code from the direct message, entered on the pick-up page.
public struct OpenHandoffOrder: Sendable {
    public var conversation: ConversationID
    public var handoff: EventID
    public var code: KeyedHash
    /// The browser session that entered it.
    public var session: KeyedHash

    public init(conversation: ConversationID, handoff: EventID, code: KeyedHash, session: KeyedHash) {
        self.conversation = conversation
        self.handoff = handoff
        self.code = code
        self.session = session
    }
}

/// The mailbox that the visitor wants to go on with; a code is sent there.
public struct NameMailboxOrder: Sendable {
    public var conversation: ConversationID
    public var handoff: EventID
    public var session: KeyedHash
    public var mailbox: KeyedHash
    /// Content.
    public var address: String
    public var code: KeyedHash
    public var expires: Timestamp
    /// The mail that carries the code.
    public var channelAccount: ChannelAccountID
    public var text: String
    public var subject: String
    public var messageID: (key: KeyedHash, value: String)

    public init(
        conversation: ConversationID, handoff: EventID, session: KeyedHash, mailbox: KeyedHash, address: String, code: KeyedHash,
        expires: Timestamp, channelAccount: ChannelAccountID, text: String, subject: String, messageID: (key: KeyedHash, value: String)
    ) {
        self.conversation = conversation
        self.handoff = handoff
        self.session = session
        self.mailbox = mailbox
        self.address = address
        self.code = code
        self.expires = expires
        self.channelAccount = channelAccount
        self.text = text
        self.subject = subject
        self.messageID = messageID
    }
}

/// The code from the mailbox, entered in the same session.
public struct ProveMailboxOrder: Sendable {
    public var conversation: ConversationID
    public var handoff: EventID
    public var session: KeyedHash
    public var code: KeyedHash

    public init(conversation: ConversationID, handoff: EventID, session: KeyedHash, code: KeyedHash) {
        self.conversation = conversation
        self.handoff = handoff
        self.session = session
        self.code = code
    }
}
