extension ProofVerifier.Failure: CustomStringConvertible {
    /// What is wrong, for people.
    public var description: String {
        switch self {
        case .proofMalformed(let error): "the proof cannot be read: \(error)"
        case .leafMalformed(let error): "the entry is no leaf: \(error)"
        case .unsigned: "the checkpoint is not signed with this key; is it the key of another log?"
        case .signatureWrong: "the checkpoint was changed after it was signed"
        case .anotherLog: "the checkpoint is another log's"
        case .cosignatureWrong: "a witness's cosignature does not fit the checkpoint"
        case .retainedDiffers(let why): why
        case .quorumMissed: "too few witnesses have cosigned for the policy; ask for a checkpoint that enough of them have cosigned"
        case .notIncluded(let index): "this entry does not stand at \(index) of the signed log: entry or proof was changed"
        }
    }
}

extension ProofVerifier.Failure {
    /// Whether the checkpoint is what is wrong, and not the entry or its path.
    var isAboutCheckpoint: Bool {
        switch self {
        case .unsigned, .signatureWrong, .anotherLog, .cosignatureWrong, .quorumMissed, .retainedDiffers: true
        case .proofMalformed, .leafMalformed, .notIncluded: false
        }
    }
}
