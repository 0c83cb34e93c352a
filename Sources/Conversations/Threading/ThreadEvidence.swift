/// Which conversation a message belongs to, and by what: strongest first.
public enum ThreadEvidence: String, Sendable, Codable, CaseIterable {
    case replyToken = "reply_token"
    case parent
    case references
    case sameAccount = "same_account"
    case provedIdentity = "proved_identity"
    /// Nothing led anywhere: a conversation of its own.
    case new

    /// Whether it names a conversation by itself, and not by somebody's address.
    var names: Bool {
        switch self {
        case .replyToken, .parent, .references: true
        case .sameAccount, .provedIdentity, .new: false
        }
    }
}
