/// Who wrote a message, as far as split data cares.
public enum Author: String, Sendable, Hashable, CaseIterable {
    case customer, agent, bot
}
