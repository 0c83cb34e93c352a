public import Conversations

/// Carries an act out on a network. A struct of functions: the live one talks to a connector.
public struct Carrier: Sendable {
    /// Everything a network needs of an act.
    public struct Parcel: Sendable {
        public var act: String
        public var channel: ChannelKind
        public var text: String
        public var subject: String?
        /// The address on the network; nil for a post to everyone.
        public var recipient: String?
        /// The network's id of the message it answers.
        public var inReplyTo: String?
        /// A mail's own Message-ID.
        public var messageID: String?
        /// Earlier Message-IDs of the conversation, oldest first.
        public var references: [String]
        /// The token by which an answer finds the conversation.
        public var replyToken: String?
        /// The network's ids of the conversation's other sends: none of them is this one.
        public var known: Set<String>
        /// What goes along, in its order.
        public var files: [(name: String, type: String, bytes: [UInt8])] = []
    }

    public enum Outcome: Sendable {
        case accepted(at: Timestamp, id: String?, thread: String?)
        case refused(code: String)
        case retryLater(seconds: Int)
        case unknown(reason: String)
    }

    public enum Search: Sendable {
        case found(id: String?)
        case absent
        case cannotTell
    }

    public var accounts: Set<ChannelAccountID>
    /// How long after an attempt an act that cannot be seen may still appear; before that an absence proves nothing.
    public var settling: Duration
    public var send: @Sendable (Parcel) async -> Outcome
    /// Looks for an act whose answer was lost, since shortly before the attempt.
    public var find: @Sendable (Parcel, _ since: Timestamp) async -> Search

    public init(
        accounts: Set<ChannelAccountID>, settling: Duration, send: @escaping @Sendable (Parcel) async -> Outcome,
        find: @escaping @Sendable (Parcel, _ since: Timestamp) async -> Search
    ) {
        self.accounts = accounts
        self.settling = settling
        self.send = send
        self.find = find
    }
}
