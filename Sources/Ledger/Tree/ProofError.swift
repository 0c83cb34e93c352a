/// Why a proof does not show what it claims.
public enum ProofError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The index is not below the size, or the older size is above the newer one.
    case outsideTree
    /// The proof has fewer or more hashes than the positions ask for.
    case wrongLength
    /// The hashes lead to another root than the one given.
    case wrongRoot
    /// The hashes do not lead to the root of the older tree.
    case wrongOldRoot

    public var description: String {
        switch self {
        case .outsideTree: "the proof speaks of leaves outside the tree; ask for one inside the checkpoint's size"
        case .wrongLength: "the proof has a wrong number of hashes; it was cut, padded or made for other sizes"
        case .wrongRoot: "the proof leads to another root than the checkpoint's; leaf, proof or checkpoint were changed"
        case .wrongOldRoot: "the proof does not contain the older tree; the log was rewritten or the checkpoints are of two logs"
        }
    }
}
