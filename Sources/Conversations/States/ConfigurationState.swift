/// Which terms are in force, and since which entry.
public struct ConfigurationState: Sendable, Equatable {
    public var id: ConfigurationID
    public var head: StreamHead
    public var terms: TermsInForce?
    public var termsIndex: UInt64?
    /// The verifier key of the evidence key in use.
    public var evidenceKey: String?

    public init(id: ConfigurationID, head: StreamHead) {
        self.id = id
        self.head = head
    }
}
