public import Ledger

/// A conversation began; what the regulator's return asks of every conversation is there from the first event.
public struct Opened: Sendable, Codable, Equatable {
    public var legalEntity: String
    public var brand: String
    /// `psd`, `other` or `not_assessed` at least.
    public var product: String
    public var jurisdiction: String
    /// The two vulnerability answers of the return; nil is "not assessed".
    public var vulnerable: Bool?
    public var vulnerabilityConsidered: Bool?
}

/// How much of a text the scanner took out: type, count, position and disguise, never the value.
public struct RedactionNote: Sendable, Codable, Equatable {
    /// The data class, as `parley scan` prints it.
    public var dataClass: String
    public var count: Int
    /// Unicode scalar offset in the text as received, of the first.
    public var position: Int
    public var disguises: [String]

    public init(dataClass: String, count: Int, position: Int, disguises: [String]) {
        self.dataClass = dataClass
        self.count = count
        self.position = position
        self.disguises = disguises
    }
}

/// A customer's message was taken in.
public struct Received: Sendable, Codable, Equatable {
    public var party: PartyID
    public var channelAccount: ChannelAccountID
    public var channel: ChannelKind
    public var published: Timestamp
    /// Channel account and provider id, hashed: the same message again is known by it.
    public var duplicateKey: KeyedHash
    /// The message's own id on its network, hashed, so that replies to it find the conversation.
    public var providerKey: KeyedHash
    /// The network's thread, where it names one.
    public var threadKey: KeyedHash?
    public var evidence: ThreadEvidence
    public var redactions: [RedactionNote]
    public var labels: [String]
    public var rules: [RuleTrace]
    /// An automatic answer or a bot's message starts no turn.
    public var automatic: Bool
    /// What policy decided on; nil where it was written before this was kept.
    public var asked: Asked?
}

/// A message waits unread: its sender is not proved, or its bytes could not be read.
public struct Quarantined: Sendable, Codable, Equatable {
    public var channelAccount: ChannelAccountID
    public var channel: ChannelKind
    public var published: Timestamp
    public var duplicateKey: KeyedHash
    public var author: Identity?
    public var why: QuarantineReason
    /// What policy decided on, where it was policy that kept the message apart.
    public var asked: Asked?
}

/// What a quarantined message needs to take its place when a person lets it in.
public struct Waits: Sendable, Codable, Equatable {
    public var providerKey: KeyedHash
    public var threadKey: KeyedHash?
    /// Where its evidence led, and what that was.
    public var conversation: ConversationID?
    public var evidence: ThreadEvidence?
    public var automatic: Bool
}

/// Why a message is kept apart.
public enum QuarantineReason: String, Sendable, Codable {
    case newParticipant = "new_participant"
    case senderNotProved = "sender_not_proved"
    case unreadable
    case tooLarge = "too_large"
    case policy
}

/// A quarantined message was let in by a person.
public struct Released: Sendable, Codable, Equatable {
    public var message: EventID
    public var by: StaffID
}

/// Parts of a value that a later message completed were taken out of earlier messages.
public struct RedactedEarlier: Sendable, Codable, Equatable {
    public var message: EventID
    public var redactions: [RedactionNote]
}

/// The customer deleted what they wrote, or the network did.
public struct Withdrawn: Sendable, Codable, Equatable {
    public var message: EventID
    public var at: Timestamp
}
