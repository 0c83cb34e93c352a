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

/// Entries of the log from one index to another.
public struct EntryRange: Sendable, Codable, Equatable {
    public var first: UInt64
    public var last: UInt64

    public init(first: UInt64, last: UInt64) {
        self.first = first
        self.last = last
    }

    /// Ascending indexes as ranges.
    public static func ranges(of indexes: some Sequence<UInt64>) -> [EntryRange] {
        indexes.reduce(into: []) { ranges, index in
            if let last = ranges.last?.last, last + 1 == index {
                ranges[ranges.count - 1].last = index
            } else {
                ranges.append(EntryRange(first: index, last: index))
            }
        }
    }
}

/// The entries whose keys an erasure destroys: what they said may be missing from then on, and nothing else.
public struct Reached: Sendable, Codable, Equatable {
    public var entries: [EntryRange]
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
