/// Who wrote a message, as far as split data cares.
public enum Author: String, Sendable, Hashable, CaseIterable {
    case customer, agent, bot
    /// Anybody else in the thread: what they write is never joined with the customer's.
    case stranger
}
