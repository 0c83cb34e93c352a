public import Conversations

extension HoldSubject {
    /// What somebody named; nil for anything else.
    /// - Parameter kind: `conversation` or `customer`.
    public init?(kind: String, which: String) {
        let which = which.lowercased().filter { !$0.isWhitespace }
        switch kind {
        case "conversation":
            guard let id = ConversationID(which) else { return nil }
            self = .conversation(id)
        case "customer":
            guard let id = PartyID(which) else { return nil }
            self = .customer(id)
        default: return nil
        }
    }

    public var kind: String {
        switch self {
        case .conversation: "conversation"
        case .customer: "customer"
        }
    }

    /// What to do where ``init(kind:which:)`` gives nil.
    public static let howToAsk =
        "Name a conversation or a customer by 32 hexadecimal digits; a customer also by the id of a conversation that they began."
}
