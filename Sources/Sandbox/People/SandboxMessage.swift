/// A direct message as the network keeps it.
public struct SandboxMessage: Sendable, Equatable {
    public let id: UInt64
    public let sender: UInt64
    public let recipient: UInt64
    public let text: String
    public let links: [SandboxLink]
    /// Milliseconds since 1970.
    public let at: Int64

    /// X names a conversation of two after both, the smaller number first.
    var conversation: String { "\(min(sender, recipient))-\(max(sender, recipient))" }
}
