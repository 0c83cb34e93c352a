/// Which terms are in force, and since which entry.
public struct ConfigurationState: Sendable, Equatable {
    public var id: ConfigurationID
    public var head: StreamHead
    public var terms: TermsInForce?
    public var termsIndex: UInt64?
    /// The verifier key of the evidence key in use.
    public var evidenceKey: String?
    /// The verifier key that was announced last; nil while the log has its first key alone.
    public var logKey: String?
    /// The one before it, while both sign.
    public var logKeyBefore: String?

    public init(id: ConfigurationID, head: StreamHead) {
        self.id = id
        self.head = head
    }
}
