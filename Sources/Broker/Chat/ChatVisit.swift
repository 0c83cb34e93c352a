public import Conversations

/// One visitor's use of the web chat, from its beginning until it expires: who they are is not known, only that they are the same.
public struct ChatVisit: Sendable, Equatable {
    /// The visitor's address on the web: a keyed hash of the token's random part. The token itself is kept nowhere.
    public let address: String
    /// The address as facts know it.
    public let key: KeyedHash
    /// The name of the visit's one thread.
    public let thread: KeyedHash
    public let expires: Timestamp

    /// What the firm's people see of a visitor, to tell two apart.
    public var name: String { "Visitor \(address.prefix(4))" }
}
