public import Verifier

extension ProofVerifier.Failure {
    /// What is wrong, for people.
    public var words: String {
        switch self {
        case .proofMalformed(let error): "the proof cannot be read: \(error)"
        case .leafMalformed(let error): "the entry is no leaf: \(error)"
        case .unsigned: "the checkpoint is not signed with this key; is it the key of another log?"
        case .signatureWrong: "the checkpoint was changed after it was signed"
        case .anotherLog: "the checkpoint is another log's"
        case .cosignatureWrong: "a witness's cosignature does not fit the checkpoint"
        case .quorumMissed: "too few witnesses have cosigned for the policy"
        case .notIncluded(let index): "this entry does not stand at \(index) of the signed log: entry or proof was changed"
        }
    }
}
