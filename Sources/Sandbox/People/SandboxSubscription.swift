/// The webhook and the token of one account of the firm.
public struct SandboxSubscription: Sendable, Equatable {
    /// Which envelope its webhooks come in.
    public enum Shape: String, Sendable, Codable {
        case accountActivity = "account_activity"
        case activity
    }

    public let account: UInt64
    public let url: String
    /// Signs the webhooks.
    public let consumerSecret: String
    /// Grants the calls of this account.
    public let accessToken: String
    public let shape: Shape

    public init(account: UInt64, url: String, consumerSecret: String, accessToken: String, shape: Shape = .accountActivity) {
        self.account = account
        self.url = url
        self.consumerSecret = consumerSecret
        self.accessToken = accessToken
        self.shape = shape
    }
}
