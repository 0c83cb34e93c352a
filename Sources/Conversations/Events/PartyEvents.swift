/// Somebody new in a conversation.
public struct PartyAdded: Sendable, Codable, Equatable {
    public var party: PartyID
    /// The party's number in this conversation, from 1.
    public var number: Int
    public var identity: Identity
}

/// An identity's assurance went up.
public struct IdentityRaised: Sendable, Codable, Equatable {
    public var party: PartyID
    public var identity: Identity
}

/// An identity was proved to be the party's as well.
public struct IdentitiesJoined: Sendable, Codable, Equatable {
    public var party: PartyID
    public var identity: Identity
}

/// A person's content and keys were destroyed.
public struct Erased: Sendable, Codable, Equatable {
    public var identity: KeyedHash
    public var basis: String
    public var by: StaffID
    public var second: StaffID
}

/// Content was seen: one entry a person, conversation and quarter of an hour.
public struct Viewed: Sendable, Codable, Equatable {
    public var by: StaffID
    public var purpose: String
}

/// Content left through an export or a reveal.
public struct Exported: Sendable, Codable, Equatable {
    public var by: StaffID
    public var purpose: String
    /// SHA-256 of the evidence file's manifest, in hexadecimal digits: the file is what this entry says and no other.
    public var manifest: String
}
