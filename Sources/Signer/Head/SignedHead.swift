public import Ledger

/// The newest tree the signer has signed, or was about to sign, and the time it was given with it.
public struct SignedHead: Hashable, Sendable {
    public let tree: TreeHead
    /// Milliseconds since 1970, UTC; 0 before the first signature.
    public let time: Int64

    public init(tree: TreeHead, time: Int64) {
        self.tree = tree
        self.time = time
    }

    static let none = SignedHead(tree: .empty, time: 0)

    /// What a request asks of this head.
    enum Step: Hashable {
        /// The head itself, again: signed without being written.
        case same
        /// A proven continuation.
        case advance(SignedHead)
    }

    /// Decides on a request for this log. Whatever is not this head again or a proven continuation of it is refused.
    func step(for request: SignRequest) throws(SignRefusal.Reason) -> Step {
        let new = TreeHead(size: request.proof.newSize, root: request.root)
        guard new.size >= tree.size else { throw .smallerSize }
        guard new.size > tree.size || new.root == tree.root else { throw .otherRoot }
        guard request.time >= time else { throw .timeWentBack }
        if new == tree { return .same }
        guard request.proof.oldSize == tree.size else { throw .notFromHead }
        do { try request.proof.verify(oldRoot: tree.root, newRoot: new.root) } catch { throw .badProof }
        return .advance(SignedHead(tree: new, time: request.time))
    }
}
