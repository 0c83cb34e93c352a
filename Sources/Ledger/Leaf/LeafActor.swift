/// Who gave the command, as a leaf may say it: never a name, an address or an account.
public enum LeafActor: Hashable, Sendable {
    /// Parley itself, with the pseudonym of one of its parts or none.
    case system(Pseudonym?)
    /// A customer, by party number in the conversation.
    case customer(PartyNumber)
    case staff(Pseudonym)
    case automation(Pseudonym)
    case network(Pseudonym)
}

/// A keyed pseudonym: 32 bytes, never all zero.
public struct Pseudonym: Hashable, Sendable {
    public let hash: Hash

    /// nil when every byte is zero, which means "none".
    public init?(_ hash: Hash) {
        guard !hash.isZero else { return nil }
        self.hash = hash
    }
}

/// The number of a party in its conversation, from 1.
public struct PartyNumber: Hashable, Sendable {
    public let rawValue: UInt32

    /// nil for zero.
    public init?(_ rawValue: UInt32) {
        guard rawValue > 0 else { return nil }
        self.rawValue = rawValue
    }
}
