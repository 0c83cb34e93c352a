/// Somebody on the network: a customer, or an account of the firm.
public struct SandboxUser: Sendable, Equatable {
    public let id: UInt64
    public let handle: String
    public let name: String
    public let acceptsMessages: Bool
    /// Milliseconds since 1970.
    public let joined: Int64
}
