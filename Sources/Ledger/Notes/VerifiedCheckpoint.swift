/// A checkpoint whose log signature was checked, with the cosignatures of known witnesses.
public struct VerifiedCheckpoint: Hashable, Sendable {
    public let checkpoint: Checkpoint
    public let note: SignedNote
    /// Known witnesses that saw it, with their times.
    public let cosignatures: [SignedNote.Verified]

    /// Opens a note: the log's key must have signed it and be named like its origin, and no known witness's line may be bad.
    public init(opening bytes: [UInt8], log: VerifierKey, witnesses: [VerifierKey] = []) throws(NoteError) {
        try self.init(SignedNote(parsing: bytes), log: log, witnesses: witnesses)
    }

    /// Opens a note that has been read already.
    public init(_ note: SignedNote, log: VerifierKey, witnesses: [VerifierKey] = []) throws(NoteError) {
        guard log.algorithm == .ed25519, witnesses.allSatisfy({ $0.algorithm == .cosignature }) else { throw .unknownAlgorithm }
        let verified = try note.verify(with: [log] + witnesses)
        guard verified.contains(where: { $0.key == log }) else { throw .noKnownSignature }
        let checkpoint = try Checkpoint(parsing: note.text)
        guard checkpoint.origin.utf8.elementsEqual(log.name.description.utf8) else { throw .wrongOrigin }
        self.checkpoint = checkpoint
        self.note = note
        cosignatures = verified.filter { $0.key != log }
    }
}
