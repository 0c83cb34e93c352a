public import Ledger

/// An act somebody wants to go out.
public struct Draft: Sendable {
    public var conversation: ConversationID
    /// The act's word: `reply`, `private_reply`, `send_acknowledgement`, `channel_move`, …
    public var act: String
    public var channel: ChannelKind
    public var channelAccount: ChannelAccountID
    /// To whom; nil for a post to everyone.
    public var recipient: Recipient?
    public var inReplyTo: EventID?
    public var reading: Reading
    /// The subject of a mail.
    public var subject: String?
    /// For a mail: our own Message-ID, hashed and as content.
    public var messageID: (key: KeyedHash, value: String)?
    /// The newest sequence of the conversation that the author had seen, so that two people do not both answer.
    public var seen: UInt64
    /// An offer to move, where this act is one.
    public var invitation: Invitation?
    /// When it is to go out by itself; nil is as soon as it may.
    public var goesOut: Timestamp?
    /// The files that go along, in their order.
    public var files: [File] = []
    /// The offer that this act completes: its number goes out apart from its link, and whoever agreed to the one agreed to the other.
    public var completes: EventID?

    /// A file that goes along.
    public struct File: Sendable {
        /// As whoever receives it sees it.
        public var name: String
        public var bytes: [UInt8]
        /// What it is and whether anybody could read it.
        public var note: AttachmentNote

        public init(name: String, bytes: [UInt8], note: AttachmentNote) {
            self.name = name
            self.bytes = bytes
            self.note = note
        }
    }

    public struct Recipient: Sendable {
        public var party: PartyID
        public var key: KeyedHash
        /// The address as the network has it: content.
        public var address: String

        public init(party: PartyID, key: KeyedHash, address: String) {
            self.party = party
            self.key = key
            self.address = address
        }
    }

    /// What an offered handoff needs, made by the caller: random, and hashed.
    public struct Invitation: Sendable {
        public var destination: String
        public var token: KeyedHash
        public var code: KeyedHash
        public var expires: Timestamp

        public init(destination: String, token: KeyedHash, code: KeyedHash, expires: Timestamp) {
            self.destination = destination
            self.token = token
            self.code = code
            self.expires = expires
        }
    }

    public init(
        conversation: ConversationID, act: String, channel: ChannelKind, channelAccount: ChannelAccountID, recipient: Recipient?,
        inReplyTo: EventID?, reading: Reading, subject: String? = nil, messageID: (key: KeyedHash, value: String)? = nil, seen: UInt64,
        invitation: Invitation? = nil, completes: EventID? = nil, goesOut: Timestamp? = nil
    ) {
        self.goesOut = goesOut
        self.conversation = conversation
        self.act = act
        self.channel = channel
        self.channelAccount = channelAccount
        self.recipient = recipient
        self.inReplyTo = inReplyTo
        self.reading = reading
        self.subject = subject
        self.messageID = messageID
        self.seen = seen
        self.invitation = invitation
        self.completes = completes
    }
}
