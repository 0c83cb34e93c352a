/// A checkpoint whose log signature was checked, with the cosignatures of known witnesses.
public struct VerifiedCheckpoint: Hashable, Sendable {
    public let checkpoint: Checkpoint
    public let note: SignedNote
    /// The log's keys that signed it, in the note's order.
    public let signers: [VerifierKey]
    /// Known witnesses that saw it, with their times.
    public let cosignatures: [SignedNote.Verified]

    /// Opens a note: the log's key must have signed it and be named like its origin, and no known witness's line may be bad.
    public init(opening bytes: [UInt8], log: VerifierKey, witnesses: [VerifierKey] = []) throws(NoteError) {
        try self.init(SignedNote(parsing: bytes), log: log, witnesses: witnesses)
    }

    /// Opens a note that has been read already.
    public init(_ note: SignedNote, log: VerifierKey, witnesses: [VerifierKey] = []) throws(NoteError) {
        try self.init(note, log: KeyRing(log), witnesses: witnesses)
    }

    /// Opens a note of a log that has changed its key: one of its keys at least must have signed, and no line of any of them may be bad.
    public init(_ note: SignedNote, log: KeyRing, witnesses: [VerifierKey] = []) throws(NoteError) {
        guard witnesses.allSatisfy({ $0.algorithm == .cosignature }), log.keys.allSatisfy({ $0.algorithm == .ed25519 }) else {
            throw .unknownAlgorithm
        }
        let verified = try note.verify(with: log.keys + witnesses)
        signers = verified.map(\.key).filter { log.keys.contains($0) }
        guard !signers.isEmpty else { throw .noKnownSignature }
        let checkpoint = try Checkpoint(parsing: note.text)
        guard checkpoint.origin.utf8.elementsEqual(log.name.description.utf8) else { throw .wrongOrigin }
        self.checkpoint = checkpoint
        self.note = note
        cosignatures = verified.filter { !log.keys.contains($0.key) }
    }
}
