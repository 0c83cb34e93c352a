public import Ledger

/// Asks for the checkpoint of a head.
public struct SignRequest: Hashable, Sendable {
    public let origin: KeyName
    /// From the head signed last to the new one; for the same head again, from its size to its size, without hashes.
    public let proof: ConsistencyProof
    /// Root of the new head.
    public let root: Hash
    /// Recorded time of the newest leaf, in milliseconds since 1970, UTC. Never goes back.
    public let time: Int64

    public init(origin: KeyName, proof: ConsistencyProof, root: Hash, time: Int64) {
        self.origin = origin
        self.proof = proof
        self.root = root
        self.time = time
    }
}
