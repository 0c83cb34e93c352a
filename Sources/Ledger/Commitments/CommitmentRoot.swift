/// What a leaf says of its fields: how many, and one hash over all their commitments.
public struct CommitmentRoot: Hashable, Sendable {
    public let fieldCount: UInt16
    public let hash: Hash

    /// No fields; the root of the empty tree.
    public static let none = CommitmentRoot(unchecked: 0, .ofEmptyTree)

    /// The RFC 6962 root over the commitments; nil unless their field ids ascend strictly and there are at most 65,535.
    public init?(of commitments: [Commitment]) {
        guard commitments.count <= Int(UInt16.max) else { return nil }
        var tree = Frontier()
        var last: FieldID?
        for commitment in commitments {
            if let last, commitment.field <= last { return nil }
            last = commitment.field
            tree.append(commitment.hash.withBytes { Hash.ofLeaf($0) })
        }
        self.init(unchecked: UInt16(commitments.count), tree.root)
    }

    /// A root read from a leaf; nil when it claims no fields and yet is not the empty tree's.
    public init?(fieldCount: UInt16, hash: Hash) {
        guard fieldCount > 0 || hash == .ofEmptyTree else { return nil }
        self.init(unchecked: fieldCount, hash)
    }

    private init(unchecked fieldCount: UInt16, _ hash: Hash) {
        self.fieldCount = fieldCount
        self.hash = hash
    }
}
