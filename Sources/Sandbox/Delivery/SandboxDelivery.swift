/// One webhook on its way.
public struct SandboxDelivery: Sendable, Equatable {
    public let url: String
    public let body: [UInt8]
    /// Value of `x-twitter-webhooks-signature`.
    public let signature: String
}
