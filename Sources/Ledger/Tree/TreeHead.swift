/// Size and root hash of a tree: what a checkpoint says about it.
public struct TreeHead: Hashable, Sendable {
    /// Number of leaves.
    public let size: UInt64
    public let root: Hash

    public init(size: UInt64, root: Hash) {
        self.size = size
        self.root = root
    }

    /// The tree without leaves.
    public static let empty = TreeHead(size: 0, root: .ofEmptyTree)
}
