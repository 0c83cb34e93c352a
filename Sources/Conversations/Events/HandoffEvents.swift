public import Ledger

/// The customer was invited to a more private channel.
public struct HandoffOffered: Sendable, Codable, Equatable {
    public var handoff: EventID
    /// The destination's word, as the terms name it.
    public var destination: String
    public var party: PartyID
    /// The identity that the invitation went to; its code proves this one.
    public var handle: KeyedHash
    /// The link's token and the six digits, hashed.
    public var token: KeyedHash
    public var code: KeyedHash
    public var expires: Timestamp
    /// It stood in public, so opening it proves nothing about the handle.
    public var inPublic: Bool
}

/// The code was entered by POST: the visitor holds the handle.
public struct HandoffOpened: Sendable, Codable, Equatable {
    public var handoff: EventID
    public var session: KeyedHash
}

/// A wrong or late code; the count ends the link.
public struct HandoffRefused: Sendable, Codable, Equatable {
    public var handoff: EventID
    public var attempts: Int
}

/// The visitor named a mailbox, and a code went there.
public struct MailboxNamed: Sendable, Codable, Equatable {
    public var handoff: EventID
    public var mailbox: KeyedHash
    public var code: KeyedHash
    public var expires: Timestamp
}

/// Both codes in one session: handle and mailbox are one party's.
public struct HandoffJoined: Sendable, Codable, Equatable {
    public var handoff: EventID
    public var party: PartyID
    public var mailbox: KeyedHash
    public var channel: ChannelKind
}

public struct HandoffLapsed: Sendable, Codable, Equatable {
    public var handoff: EventID
}

/// Back to the channel it came from.
public struct HandoffReturned: Sendable, Codable, Equatable {
    public var handoff: EventID
}
