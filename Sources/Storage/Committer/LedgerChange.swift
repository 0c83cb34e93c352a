public import Conversations

/// What happened to the ledger, told after it is durable.
public enum LedgerChange: Sendable {
    /// Entries from one index up to, and without, another; and the conversations they are about.
    case committed(from: UInt64, to: UInt64, conversations: Set<ConversationID>)
    /// A signed checkpoint covers so many entries.
    case sealed(UInt64)
}
