public import Ledger

/// Somebody asked that what is known of a person be destroyed.
public struct ErasureAsked: Sendable, Codable, Equatable {
    public var identity: KeyedHash
    public var basis: String
    public var by: StaffID
}

/// The request was turned down.
public struct ErasureDeclined: Sendable, Codable, Equatable {
    public var asked: EventID
    public var reason: String
    public var by: StaffID
}

/// What a conversation said was destroyed when its time was over.
public struct Retired: Sendable, Codable, Equatable {
    public var basis: String
    /// The class of retention, as the terms name it.
    public var retention: String
    public var since: Timestamp
    public var until: Timestamp
    /// Nil where the server did it by itself.
    public var by: StaffID?
}

/// Nothing of it is destroyed from here on.
public struct HoldPlaced: Sendable, Codable, Equatable {
    public var reason: String
    public var by: StaffID
}

public struct HoldLifted: Sendable, Codable, Equatable {
    /// The event that placed it.
    public var hold: EventID
    public var reason: String
    public var by: StaffID
}

/// Words of a message were taken out by somebody of the firm, after the fact.
public struct Redacted: Sendable, Codable, Equatable {
    public var message: EventID
    public var reason: String
    /// How many characters went.
    public var characters: Int
    public var by: StaffID
}

/// What policy answered when its network said that a message is gone: nothing of it is kept but that it was there.
public struct Tombstoned: Sendable, Codable, Equatable {
    public var message: EventID
    public var rules: [RuleTrace]
}

/// The log goes on under a new name and key from an older state of itself: what its former key had signed beyond that was lost.
public struct LogContinued: Sendable, Codable, Equatable {
    /// The former log's verifier key, with its name.
    public var former: String
    /// How many entries the former key had signed, and their root in hexadecimal digits.
    public var signed: UInt64
    public var root: String
    /// How many of them are here.
    public var kept: UInt64
    public var reason: String
    public var by: StaffID

    public init(former: String, signed: UInt64, root: String, kept: UInt64, reason: String, by: StaffID) {
        self.former = former
        self.signed = signed
        self.root = root
        self.kept = kept
        self.reason = reason
        self.by = by
    }
}
