/// A mailbox that Parley reads and writes for: where its servers are, who logs in, and whom to believe.
public struct MailAccount: Sendable {
    /// Where the password comes from; never a configuration file that others read.
    public enum SecretSource: Sendable, Hashable {
        case environment(variable: String)
        /// A file with the secret on its first line, readable by its owner only.
        case file(path: String)
    }

    public enum LogIn: String, Sendable, Hashable {
        case password
        /// The secret is an OAuth 2 access token.
        case bearer
    }

    /// The address customers write to, and without its detail the sender of every answer.
    public var address: MailAddress
    public var displayName: String?
    public var imap: MailServer
    public var submission: MailServer
    public var user: String
    public var secret: SecretSource
    public var logIn: LogIn
    /// Our name for EHLO, a DNS name.
    public var hostName: String
    public var inbox: MailboxName = .inbox
    public var archive: MailboxName = .archive
    public var quarantine: MailboxName = .quarantine
    /// The names under which our receiving servers report what they found out about senders.
    public var trustedServers: [String]
    public var limits = MailLimits()

    public init(
        address: MailAddress, displayName: String? = nil, imap: MailServer, submission: MailServer, user: String, secret: SecretSource,
        logIn: LogIn = .password, hostName: String, trustedServers: [String]
    ) {
        self.address = address
        self.displayName = displayName
        self.imap = imap
        self.submission = submission
        self.user = user
        self.secret = secret
        self.logIn = logIn
        self.hostName = hostName
        self.trustedServers = trustedServers
    }

    /// Reads the secret.
    public func credentials() throws(MailFailure) -> MailCredentials {
        let value = try secret.read()
        return switch logIn {
        case .password: .password(value, user: user)
        case .bearer: .bearer(value, user: user)
        }
    }

    public func reader() throws(MailFailure) -> IMAPClient {
        IMAPClient(server: imap, credentials: try credentials(), limits: limits)
    }

    public func sender() throws(MailFailure) -> SMTPClient {
        try SMTPClient(server: submission, name: hostName, credentials: try credentials(), limits: limits)
    }
}
