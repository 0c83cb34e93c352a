public import Ledger

/// An act passed policy and waits in the outbox for its seal.
public struct Queued: Sendable, Codable, Equatable {
    /// The send's name for life: the event id of the entry that first submitted it.
    public var send: EventID
    public var act: String
    public var channel: ChannelKind
    public var channelAccount: ChannelAccountID
    /// Whom it goes to; nil for a post to everyone.
    public var recipient: KeyedHash?
    public var party: PartyID?
    /// The message on the network that it answers or acts upon.
    public var inReplyTo: EventID?
    /// Ends the turn when the network accepts it.
    public var substantive: Bool
    public var warned: Bool
    public var decision: String
    public var labels: [String]
    public var rules: [RuleTrace]
    /// The message id of a mail, hashed, so that the answer finds its way back.
    public var providerKey: KeyedHash?
    /// What policy decided on; nil for an act that it was not asked about at this moment, such as one that was held before.
    public var asked: Asked?
    /// The files that go along, in their order; nil where none does.
    public var attachments: [AttachmentNote]?
}

/// An act waits for a named role.
public struct Held: Sendable, Codable, Equatable {
    public var send: EventID
    public var approver: String
    /// Every role that must agree, the first among them.
    public var approvers: [String]
    public var rules: [RuleTrace]
    /// What would be queued.
    public var queued: Queued
    /// Newest customer message when it was written: an approval lapses when a newer one arrives.
    public var afterMessages: Int
    /// What the reading found, so that policy can be asked again when somebody approves: classes and labels, never words.
    public var findings: [FindingNote]
    public var read: [String]
    /// The handoff that the act offers once it goes out.
    public var offered: HandoffOffered?
    public var asked: Asked?
    /// When it is to go out by itself; nil is as soon as everybody has agreed.
    public var goesOut: Timestamp?
    /// Why it did not go out at its time.
    public var lapse: Lapse?
}

/// Why an act that had its own time did not go out at it.
public enum Lapse: String, Sendable, Codable, Equatable {
    /// The customer wrote after it was written.
    case newerMessage
    /// Somebody else answered.
    case answered
    /// The conversation goes on in another one.
    case movedOn
    /// The message that it answers is gone.
    case messageGone
    /// Policy answers otherwise by now.
    case otherAnswer
}

/// A data class that a text gives away, at its best level.
public struct FindingNote: Sendable, Codable, Equatable {
    public var dataClass: String
    public var level: Int
}

/// An act was stopped, with what to do instead.
public struct Blocked: Sendable, Codable, Equatable {
    public var send: EventID
    public var channel: ChannelKind
    public var labels: [String]
    public var rules: [RuleTrace]
    public var instead: [String]
    public var asked: Asked?
}

public struct Approved: Sendable, Codable, Equatable {
    public var send: EventID
    public var by: StaffID
    public var role: String
    /// What policy decided on when it was asked once more.
    public var asked: Asked?
    /// What was approved: the commitment of the entry that submitted it, 64 lower-case hexadecimal digits.
    public var content: String?
}

public struct Rejected: Sendable, Codable, Equatable {
    public var send: EventID
    public var by: StaffID
    public var reason: String
}

/// The network took it.
public struct Accepted: Sendable, Codable, Equatable {
    public var send: EventID
    public var at: Timestamp
    public var providerKey: KeyedHash?
    public var threadKey: KeyedHash?
}

/// The network refused it for good.
public struct Failed: Sendable, Codable, Equatable {
    public var send: EventID
    /// A connector's reason code, never the network's free text.
    public var reason: String
}

/// An answer came back, and the turn that it had ended runs again.
public struct TurnReopened: Sendable, Codable, Equatable {
    public var send: EventID
    /// When the answer had ended the turn.
    public var answered: Timestamp
    /// When the turn began: the first message that is unanswered now.
    public var start: Timestamp
    public var reason: String
}

/// The answer was lost: nobody knows whether it went out.
public struct SendUnknown: Sendable, Codable, Equatable {
    public var send: EventID
    public var reason: String
}

/// An unknown send was found out there; the turn ends at the time found.
public struct SendFound: Sendable, Codable, Equatable {
    public var send: EventID
    public var at: Timestamp
    public var providerKey: KeyedHash?
    public var threadKey: KeyedHash?
}

/// An unknown send is proved absent, or a person takes it upon them: it may go again.
public struct SendAbsent: Sendable, Codable, Equatable {
    public var send: EventID
    public var by: StaffID?
}
