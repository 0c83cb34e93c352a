/// A message as it comes off a connector, scanned and redacted: the raw text does not reach the domain.
public struct Incoming: Sendable {
    public var channelAccount: ChannelAccountID
    public var channel: ChannelKind
    public var published: Timestamp
    public var author: Author
    public var proof: SenderProof
    public var duplicateKey: KeyedHash
    public var providerKey: KeyedHash
    public var threadKey: KeyedHash?
    /// The network's own id and, where needed to answer, its thread: content.
    public var providerID: String
    public var reading: Reading
    public var automatic: Bool
    /// Nil where the bytes could not be read in line.
    public var unreadable: QuarantineReason?
    /// Ids for what this message may begin; random, used only if needed.
    public var fresh: Fresh
    public var trail: Trail
    /// What the evidence led to, looked up by the committer in the same turn as it decides.
    public var found: Found
    /// What came along, in order, and what became of each.
    public var attachments: [AttachmentNote] = []
    /// Their names as redacted: as many as there are attachments.
    public var attachmentNames: [String] = []
    /// The hashes of the files that are kept, as ``ContentField/Kind/files`` wants them; nil where none is.
    public var files: String?

    public struct Author: Sendable {
        public var identity: Identity
        /// The address as the network has it: content.
        public var address: String
        public var handle: String
        public var name: String

        public init(identity: Identity, address: String, handle: String, name: String) {
            self.identity = identity
            self.address = address
            self.handle = handle
            self.name = name
        }
    }

    public struct Fresh: Sendable {
        public var conversation: ConversationID
        public var party: PartyID

        public init(conversation: ConversationID, party: PartyID) {
            self.conversation = conversation
            self.party = party
        }
    }

    public init(
        channelAccount: ChannelAccountID, channel: ChannelKind, published: Timestamp, author: Author, proof: SenderProof,
        duplicateKey: KeyedHash,
        providerKey: KeyedHash, threadKey: KeyedHash?, providerID: String, reading: Reading, automatic: Bool,
        unreadable: QuarantineReason? = nil,
        fresh: Fresh, trail: Trail = Trail(), found: Found = Found()
    ) {
        self.channelAccount = channelAccount
        self.channel = channel
        self.published = published
        self.author = author
        self.proof = proof
        self.duplicateKey = duplicateKey
        self.providerKey = providerKey
        self.threadKey = threadKey
        self.providerID = providerID
        self.reading = reading
        self.automatic = automatic
        self.unreadable = unreadable
        self.fresh = fresh
        self.trail = trail
        self.found = found
    }
}

/// How the sender's address was proved on this delivery.
public enum SenderProof: String, Sendable, Codable {
    /// The network signed the delivery and says who wrote it.
    case network
    /// A configured host reports an aligned DMARC pass for the very address.
    case alignedMail = "aligned_mail"
    /// Our own page gave this visitor a token and got it back: the same visitor as before, whoever that is.
    case visit
    case none
}

extension SenderProof {
    /// What the proof says about whose the address is.
    public var assurance: Assurance {
        switch self {
        case .network, .alignedMail: .platform
        case .visit, .none: .none
        }
    }
}
