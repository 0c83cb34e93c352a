public import Ledger

/// Somebody, with the addresses they are known by.
public struct PartyState: Sendable, Equatable {
    public var id: PartyID
    public var head: StreamHead
    /// From facts; empty where they are erased.
    public var identities: [Identity]
    public var erased: Bool
    /// Requests for erasure that nobody has answered yet, by the event that asked.
    public var asked: [EventID: ErasureAsked]
    /// Legal holds, by the event that placed each; from leaves alone.
    public var holds: Set<EventID>

    public init(id: PartyID, head: StreamHead) {
        self.id = id
        self.head = head
        identities = []
        erased = false
        asked = [:]
        holds = []
    }

    func holds(_ identity: Identity) -> Bool { identities.contains { $0.network == identity.network && $0.key == identity.key } }

    public func identity(on network: Network) -> Identity? { identities.first { $0.network == network } }
}
