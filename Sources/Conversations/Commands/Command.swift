public import Ledger

/// Somebody's wish, with everything random or looked up already in it as a value.
public struct Command: Sendable {
    /// Random; becomes the entry's event id. The same command twice is one entry.
    public var id: EventID
    public var principal: Principal
    public var order: Order
    /// Whose keys seal the entry: the keyed hash of the address of the person it is about; nil where no person is concerned.
    public var owner: KeyedHash?
    /// Files that are kept under the key of the entry's content, and go with it. Their hashes are part of that content.
    public var files: [KeptFile]

    public init(id: EventID, principal: Principal, order: Order, owner: KeyedHash? = nil, files: [KeptFile] = []) {
        self.id = id
        self.principal = principal
        self.order = order
        self.owner = owner
        self.files = files
    }
}

/// What is wished.
public enum Order: Sendable {
    case receive(Incoming)
    case release(ReleaseOrder)
    case redactEarlier(RedactEarlierOrder)
    case withdraw(WithdrawOrder)
    case readAttachment(ReadAttachmentOrder)
    case submit(Draft)
    case approve(ApproveOrder)
    case reject(RejectOrder)
    case comeDue(DueOrder)
    case record(SendReport)
    case openHandoff(OpenHandoffOrder)
    case nameMailbox(NameMailboxOrder)
    case proveMailbox(ProveMailboxOrder)
    case lapseHandoff(HandoffOrder)
    case returnHandoff(HandoffOrder)
    case assign(ConversationID, to: StaffID)
    case unassign(ConversationID)
    case label(LabelOrder)
    case prioritise(ConversationID, Int)
    case completeTask(ConversationID, task: EventID)
    case resolve(ResolveOrder)
    case reopen(ConversationID)
    case merge(ConversationID, into: ConversationID)
    case split(SplitOrder)
    case unmerge(part: ConversationID, from: ConversationID)
    case askErasure(AskErasureOrder)
    case declineErasure(DeclineErasureOrder)
    case erase(EraseOrder)
    case placeHold(PlaceHoldOrder)
    case liftHold(LiftHoldOrder)
    case retire(RetireOrder)
    case view(ConversationID, purpose: String)
    case export(ExportOrder)
    /// `again`: somebody asked for it, so that there is an entry even where the same terms are in force.
    case putTermsInForce(TermsInForce, again: Bool = false)
    case refuseTerms(TermsRefused)
    case announceEvidenceKey(EvidenceKeyAnnounced)
    case announceLogKey(LogKeyAnnounced)
    case retireLogKey(LogKeyRetired)
    case recordTimeStamp(TimeStamped)
    /// The entries that were destroyed again after a restore go under it as well.
    case continueLog(LogContinued, destroyedAgain: [EntryRange])
    case tighten(ConversationID)
    case heartbeat(entries: UInt64)
    case addChannelAccount(ChannelAccountAdded)
    case grant(GrantOrder)
}

/// Something leaves as an evidence file.
public struct ExportOrder: Sendable {
    /// A stream that the file holds from its first entry on.
    public struct Covered: Sendable, Equatable {
        public var stream: StreamKey
        /// Its newest sequence in the file; the order is refused if it has gone on since.
        public var last: UInt64

        public init(_ stream: StreamKey, last: UInt64) {
            self.stream = stream
            self.last = last
        }
    }
    /// Conversations and parties that the entry follows on, so that each is whole up to it; empty for a piece of the log.
    public var covered: [Covered]
    public var purpose: String
    /// SHA-256 of the file's manifest, 64 lower-case hexadecimal digits.
    public var manifest: String

    public init(covered: [Covered], purpose: String, manifest: String) {
        self.covered = covered
        self.purpose = purpose
        self.manifest = manifest
    }

    /// How many streams one entry may follow on: a leaf names eight, and one is that of whoever exports.
    public static let mostCovered = 7
}

/// A quarantined message is let in as what it would have been, but for the proof of its sender.
public struct ReleaseOrder: Sendable {
    public var message: EventID
    /// The message, read anew; `found` holds what its evidence led to when it came.
    public var incoming: Incoming
    /// Where a person wants it; nil follows the evidence, and begins a conversation where there is none.
    public var conversation: ConversationID?

    public init(message: EventID, incoming: Incoming, conversation: ConversationID? = nil) {
        self.message = message
        self.incoming = incoming
        self.conversation = conversation
    }
}

/// Takes earlier parts of a split value out of the messages before.
public struct RedactEarlierOrder: Sendable {
    public struct Part: Sendable {
        public var message: EventID
        /// The message's text without the part; it replaces the vaulted one.
        public var text: String
        public var redactions: [RedactionNote]
        /// What else the message's content held, so that the old one can be destroyed: names, address, the network's id.
        public var rest: [ContentField]

        public init(message: EventID, text: String, redactions: [RedactionNote], rest: [ContentField] = []) {
            self.message = message
            self.text = text
            self.redactions = redactions
            self.rest = rest
        }
    }
    public var conversation: ConversationID
    public var part: Part
    /// Where somebody of the firm wants it: why, and how many characters go. Nil where a later message completed a value.
    public var wish: Wish?

    public struct Wish: Sendable, Equatable {
        public var reason: String
        public var characters: Int
        /// Why it may not be taken out, and the entries that hold the words now; whoever writes the entry looks them up.
        public var kept = Kept()
        public var reached: [EntryRange] = []

        public init(reason: String, characters: Int) {
            self.reason = reason
            self.characters = characters
        }
    }

    public init(conversation: ConversationID, part: Part, wish: Wish? = nil) {
        self.conversation = conversation
        self.part = part
        self.wish = wish
    }
}

/// The network says that a message is gone.
public struct WithdrawOrder: Sendable {
    public var conversation: ConversationID
    public var message: EventID
    public var at: Timestamp
    /// The network that says so, as policy names it; nil where nobody asks policy.
    public var platform: String?
    /// The entries that hold the message's words; whoever writes the entry looks them up, and the holds on it.
    public var reached: [EntryRange] = []
    public var holds: [EventID] = []

    public init(conversation: ConversationID, message: EventID, at: Timestamp, platform: String? = nil) {
        self.conversation = conversation
        self.message = message
        self.at = at
        self.platform = platform
    }
}

public struct ApproveOrder: Sendable {
    public var conversation: ConversationID
    public var send: EventID
    /// The role in which the approver acts; the pack names which it must be.
    public var role: String
    /// How long an invitation to move is good if it goes out now; of no matter to other acts.
    public var offerExpires: Timestamp?
    /// What the approver had before their eyes, as ``Send/content`` names it; nil takes what is held.
    public var content: Hash?
    /// The held words, read under the terms in force; nil where the words are ours, such as an invitation's.
    public var reading: Reading?

    public init(
        conversation: ConversationID, send: EventID, role: String, offerExpires: Timestamp? = nil, content: Hash? = nil,
        reading: Reading? = nil
    ) {
        self.conversation = conversation
        self.send = send
        self.role = role
        self.offerExpires = offerExpires
        self.content = content
        self.reading = reading
    }
}

/// The time of an act has come.
public struct DueOrder: Sendable {
    public var conversation: ConversationID
    public var send: EventID
    /// Its words, read under the terms in force; nil where they are gone, and then it does not go out.
    public var reading: Reading?

    public init(conversation: ConversationID, send: EventID, reading: Reading?) {
        self.conversation = conversation
        self.send = send
        self.reading = reading
    }
}

public struct RejectOrder: Sendable {
    public var conversation: ConversationID
    public var send: EventID
    public var reason: String

    public init(conversation: ConversationID, send: EventID, reason: String) {
        self.conversation = conversation
        self.send = send
        self.reason = reason
    }
}

/// What became of a send, as its connector reports it.
public struct SendReport: Sendable {
    public enum Outcome: Sendable {
        /// The network's own id, hashed and as content, and its thread.
        case accepted(at: Timestamp, providerKey: KeyedHash?, threadKey: KeyedHash?, providerID: String?)
        case failed(reason: String)
        /// Taken first, and sent back later by a mail server, with its status code such as `5.1.1`.
        case bounced(status: String)
        case unknown(reason: String)
        case found(providerKey: KeyedHash?, threadKey: KeyedHash?, providerID: String?)
        /// Proved absent by a look, or taken by a person upon themselves.
        case absent
    }
    public var conversation: ConversationID
    public var send: EventID
    public var outcome: Outcome

    public init(conversation: ConversationID, send: EventID, outcome: Outcome) {
        self.conversation = conversation
        self.send = send
        self.outcome = outcome
    }
}

public struct LabelOrder: Sendable {
    public var conversation: ConversationID
    public var add: [String]
    public var remove: [String]

    public init(conversation: ConversationID, add: [String], remove: [String]) {
        self.conversation = conversation
        self.add = add
        self.remove = remove
    }
}

public struct ResolveOrder: Sendable {
    public var conversation: ConversationID
    public var code: String
    public var sentiment: String
    /// Somebody takes it upon them to close what nobody answered: noise, a second copy, a call on the phone.
    public var unanswered: Bool

    public init(conversation: ConversationID, code: String, sentiment: String, unanswered: Bool = false) {
        self.conversation = conversation
        self.code = code
        self.sentiment = sentiment
        self.unanswered = unanswered
    }
}

/// Messages of one channel go on in a conversation of their own.
public struct SplitOrder: Sendable {
    public var conversation: ConversationID
    /// Random; the new conversation's id.
    public var part: ConversationID

    public init(conversation: ConversationID, part: ConversationID) {
        self.conversation = conversation
        self.part = part
    }
}

/// Which roles somebody of the firm has from now on, and whether their account may be used.
public struct GrantOrder: Sendable {
    public var staff: StaffID
    /// The name they sign in with: content, since it names a person.
    public var login: String
    public var roles: [String]
    public var isDisabled: Bool

    public init(staff: StaffID, login: String, roles: [String], isDisabled: Bool) {
        self.staff = staff
        self.login = login
        self.roles = roles
        self.isDisabled = isDisabled
    }
}
