/// Where an address means something: one address book, whatever channel kinds it serves.
public enum Network: String, Sendable, Codable, CaseIterable {
    case x, facebook, instagram, whatsapp, mastodon, mail, web, sandbox
}

extension ChannelKind {
    public var network: Network {
        switch self {
        case .xPublic, .xDM: .x
        case .facebookPublic, .messenger: .facebook
        case .instagramPublic, .instagramDM: .instagram
        case .whatsApp: .whatsapp
        case .mastodonPublic, .mastodonDM: .mastodon
        case .secureEmail, .plainEmail: .mail
        case .webChatAnonymous, .webChatAuthenticated: .web
        case .sandboxPublic, .sandboxDM: .sandbox
        }
    }
}
