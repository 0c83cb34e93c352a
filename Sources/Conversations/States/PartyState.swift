/// Somebody, with the addresses they are known by.
public struct PartyState: Sendable, Equatable {
    public var id: PartyID
    public var head: StreamHead
    /// From facts; empty where they are erased.
    public var identities: [Identity]
    public var erased: Bool

    public init(id: PartyID, head: StreamHead) {
        self.id = id
        self.head = head
        identities = []
        erased = false
    }

    func holds(_ identity: Identity) -> Bool { identities.contains { $0.network == identity.network && $0.key == identity.key } }

    public func identity(on network: Network) -> Identity? { identities.first { $0.network == network } }
}
