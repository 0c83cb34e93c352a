/// A kind of channel: the closed list that ledger leaves number.
public enum ChannelKind: UInt8, CaseIterable, Hashable, Sendable {
    case xPublic = 1
    case xDM = 2
    case facebookPublic = 3
    case messenger = 4
    case instagramPublic = 5
    case instagramDM = 6
    case whatsApp = 7
    case mastodonPublic = 8
    case mastodonDM = 9
    case secureEmail = 10
    case plainEmail = 11
    case webChatAnonymous = 12
    case webChatAuthenticated = 13
    case sandboxPublic = 14
    case sandboxDM = 15

    /// The kind named by its word in files, or nil.
    public init?(word: String) {
        guard let kind = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = kind
    }

    /// The word that files and tools use.
    public var word: String {
        switch self {
        case .xPublic: "x_public"
        case .xDM: "x_dm"
        case .facebookPublic: "facebook_public"
        case .messenger: "messenger"
        case .instagramPublic: "instagram_public"
        case .instagramDM: "instagram_dm"
        case .whatsApp: "whatsapp"
        case .mastodonPublic: "mastodon_public"
        case .mastodonDM: "mastodon_dm"
        case .secureEmail: "secure_email"
        case .plainEmail: "plain_email"
        case .webChatAnonymous: "web_chat_anon"
        case .webChatAuthenticated: "web_chat_auth"
        case .sandboxPublic: "sandbox_public"
        case .sandboxDM: "sandbox_dm"
        }
    }

    /// How private the channel is and whether we know who is at the other end.
    public var channelClass: ChannelClass {
        switch self {
        case .xPublic, .facebookPublic, .instagramPublic, .mastodonPublic, .sandboxPublic: .publicSocial
        case .xDM, .messenger, .instagramDM, .whatsApp, .mastodonDM, .sandboxDM: .privateSocial
        case .webChatAnonymous, .plainEmail: .privateUnverified
        case .secureEmail, .webChatAuthenticated: .privateVerified
        }
    }
}
