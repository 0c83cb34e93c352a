import Broker

extension ChannelKind {
    /// Whether everyone can read what is written there.
    var isPublic: Bool { channelClass == .publicSocial }

    /// `Public` or `Private`, the first thing to know of every message.
    var audience: String { isPublic ? "Public" : "Private" }

    /// The class of style sheets, beside words and sign, never instead of them.
    var style: HTML { isPublic ? "public" : "private" }

    var icon: Icon {
        if isPublic { return .horn }
        return network == .mail ? .mail : .lock
    }

    /// The network's name for people.
    var networkName: String {
        switch network {
        case .x: "X"
        case .facebook: "Facebook"
        case .instagram: "Instagram"
        case .whatsapp: "WhatsApp"
        case .mastodon: "Mastodon"
        case .mail: "email"
        case .web: "web chat"
        case .sandbox: "Sandbox"
        }
    }

    /// The channel in a few words.
    var title: String {
        switch self {
        case .messenger: "Messenger"
        case .whatsApp: "WhatsApp"
        case .secureEmail: "Secure email"
        case .plainEmail: "Email, mailbox not proved"
        case .webChatAnonymous: "Web chat, visitor"
        case .webChatAuthenticated: "Web chat, logged in"
        default: isPublic ? "\(networkName), public" : "\(networkName), direct message"
        }
    }

    /// The short form, for buttons and chips.
    var short: String {
        switch self {
        case .messenger, .whatsApp: networkName
        case .secureEmail: "Secure email"
        case .plainEmail: "Email"
        case .webChatAnonymous, .webChatAuthenticated: "Web chat"
        default: isPublic ? "\(networkName) public" : "\(networkName) message"
        }
    }

    /// Audience and network together, for a row: `Public, X`.
    var `where`: String {
        switch self {
        case .secureEmail: "\(audience), secure email"
        case .plainEmail: "\(audience), email"
        default: "\(audience), \(networkName)"
        }
    }

    /// Who reads what is written there.
    var readers: String {
        switch channelClass {
        case .publicSocial: "everyone can read this"
        case .privateSocial: "only the customer and \(networkName) can read this"
        case .privateUnverified: "we do not know yet who reads this"
        case .privateVerified: "only the customer can read this"
        }
    }
}

extension Assurance {
    /// How sure we are, in words; `none` says what is missing.
    func words(on network: Network) -> String {
        switch self {
        case .none: "not proved"
        case .platform: network == .mail ? "sender checked" : "network account"
        case .possession: "mailbox proved"
        case .authenticated: "logged in"
        }
    }
}
