public import Ledger

/// Asks that what is known of an identity be destroyed; somebody else has to confirm it.
public struct AskErasureOrder: Sendable {
    public var party: PartyID
    public var identity: KeyedHash
    /// The legal basis, such as an article of the regulation.
    public var basis: String
    /// Why it may not be erased; whoever writes the entry looks it up.
    public var kept = Kept()

    public init(party: PartyID, identity: KeyedHash, basis: String) {
        self.party = party
        self.identity = identity
        self.basis = basis
    }
}

/// Says no to a request for erasure.
public struct DeclineErasureOrder: Sendable {
    public var party: PartyID
    /// The event of the request.
    public var asked: EventID
    public var reason: String

    public init(party: PartyID, asked: EventID, reason: String) {
        self.party = party
        self.asked = asked
        self.reason = reason
    }
}

/// Confirms a request, and destroys what is known of the identity: the second person's word.
public struct EraseOrder: Sendable {
    public var party: PartyID
    public var identity: KeyedHash
    /// The event of the request that is confirmed.
    public var asked: EventID
    /// The entries under the identity's keys; whoever writes the entry looks them up.
    public var reached: [EntryRange] = []
    /// Why it may not be erased; whoever writes the entry looks it up.
    public var kept = Kept()

    public init(party: PartyID, identity: KeyedHash, asked: EventID) {
        self.party = party
        self.identity = identity
        self.asked = asked
    }
}

/// Protects something from every erasure until the hold is lifted.
public struct PlaceHoldOrder: Sendable {
    public var subject: HoldSubject
    public var reason: String

    public init(on subject: HoldSubject, reason: String) {
        self.subject = subject
        self.reason = reason
    }
}

public struct LiftHoldOrder: Sendable {
    public var subject: HoldSubject
    /// The event that placed it.
    public var hold: EventID
    public var reason: String

    public init(on subject: HoldSubject, hold: EventID, reason: String) {
        self.subject = subject
        self.hold = hold
        self.reason = reason
    }
}

/// Destroys what a conversation says because its time is over.
public struct RetireOrder: Sendable {
    public var conversation: ConversationID
    /// The class that kept it longest, as the terms name it, and where that period stands in law.
    public var retention: String
    public var basis: String
    /// From when the period counted, and when it was over.
    public var since: Timestamp
    public var until: Timestamp
    /// Its newest sequence when the period was worked out; refused if it has gone on since.
    public var last: UInt64
    public var reached: [EntryRange] = []
    public var kept = Kept()

    public init(
        conversation: ConversationID, retention: String, basis: String, since: Timestamp, until: Timestamp, last: UInt64
    ) {
        self.conversation = conversation
        self.retention = retention
        self.basis = basis
        self.since = since
        self.until = until
        self.last = last
    }
}
