/// Who logs in, and with what. Its description never shows the secret.
public struct MailCredentials: Sendable {
    enum Secret: Sendable {
        case password(String)
        case bearer(String)
    }

    public let user: String
    let secret: Secret

    /// Name and password, through whichever SASL mechanism the server offers (PLAIN, LOGIN, …).
    public static func password(_ password: String, user: String) -> MailCredentials {
        MailCredentials(user: user, secret: .password(password))
    }

    /// An OAuth 2 access token (OAUTHBEARER, RFC 7628, or XOAUTH2).
    public static func bearer(_ token: String, user: String) -> MailCredentials {
        MailCredentials(user: user, secret: .bearer(token))
    }

    /// Names and secrets with control characters would end a protocol line where a server offers nothing better than LOGIN.
    var isClean: Bool {
        let value =
            switch secret {
            case .password(let password): password
            case .bearer(let token): token
            }
        return !user.isEmpty && !(user + value).utf8.contains { $0 < 0x20 || $0 == 0x7f }
    }
}

extension MailCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "credentials of \(user)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}
