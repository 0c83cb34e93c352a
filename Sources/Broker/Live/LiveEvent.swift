public import Conversations

/// What an open page hears.
public enum LiveEvent: Sendable {
    /// Conversations changed; `index` is the newest entry, and everything after `from` is covered by this event.
    case change(from: UInt64, index: UInt64, conversations: Set<ConversationID>)
    case sealed(sealed: UInt64, accepted: UInt64)
    /// Nothing happened; whoever is gone or signed out is found out.
    case tick
}
