/// What a legal hold protects.
public enum HoldSubject: Sendable, Hashable {
    case conversation(ConversationID)
    /// Everything of one customer.
    case customer(PartyID)
}
