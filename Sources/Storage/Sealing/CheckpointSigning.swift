public import Ledger

/// What the sealer asks of the signer, wherever that runs.
public struct CheckpointSigning: Sendable {
    /// Signs the head that the proof leads to, after the signer's own compare-and-set. Blocks; called on the sealer's own thread.
    public var sign: @Sendable (ConsistencyProof, _ root: Hash, _ time: Int64) throws -> [UInt8]
    /// The head that the signer signed last.
    public var head: @Sendable () throws -> TreeHead

    public init(
        sign: @escaping @Sendable (ConsistencyProof, _ root: Hash, _ time: Int64) throws -> [UInt8],
        head: @escaping @Sendable () throws -> TreeHead
    ) {
        self.sign = sign
        self.head = head
    }
}
