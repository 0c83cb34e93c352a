/// How much the network keeps and grants.
public struct SandboxLimits: Sendable {
    public var users = 10_000
    /// Kept; the oldest go first.
    public var posts = 100_000
    public var messages = 100_000
    /// Waiting to be delivered; beyond this, new activity is refused.
    public var deliveries = 50_000
    /// Weighted characters of a post through the API.
    public var postLength = 280
    /// Scalars of a customer's post; X lets subscribers write long ones.
    public var customerPostLength = 4_000
    public var messageLength = 10_000
    /// Calls a token may make in each window, by kind.
    public var writesInWindow = 100
    public var readsInWindow = 900
    public var windowSeconds: Int64 = 900
    /// Attempts to deliver one webhook before it is given up.
    public var deliveryAttempts = 6

    public init() {}
}
