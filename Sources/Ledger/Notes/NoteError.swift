/// Why a note, key or checkpoint was refused.
public enum NoteError: Error, Hashable, Sendable, CustomStringConvertible {
    // Keys
    case malformedKey
    case unknownAlgorithm
    case keyIDMismatch
    case signingFailed
    // Notes
    case noteTooLong
    case notText
    case missingSignatures
    case malformedSignature
    case tooManySignatures
    case repeatedSignature
    case ambiguousKeys
    case badSignature
    case noKnownSignature
    // Checkpoints and what carries them
    case malformedCheckpoint
    case wrongOrigin
    case malformedProof
    case malformedRequest

    public var description: String {
        switch self {
        case .malformedKey: "the key is not of the form name+id+key with canonical base 64; copy it again from its source"
        case .unknownAlgorithm: "the key is of a kind that this program does not know; known are Ed25519 keys, types 1 and 4"
        case .keyIDMismatch: "the key's id does not belong to its name and bytes; a character was changed"
        case .signingFailed: "the key could not sign"
        case .noteTooLong: "the note is longer than \(SignedNote.greatestByteCount) bytes"
        case .notText: "the note holds control characters, is not UTF-8 or does not end with a line feed"
        case .missingSignatures: "the note has no signature lines after a blank line"
        case .malformedSignature: "a signature line is not '— name base64' with canonical base 64"
        case .tooManySignatures: "the note has more than \(SignedNote.greatestSignatureCount) signatures"
        case .repeatedSignature: "one key stands in two signature lines of the note"
        case .ambiguousKeys: "two known keys share name and id; give each its own name"
        case .badSignature: "the signature of a known key does not hold; the note was changed or forged"
        case .noKnownSignature: "no known key has signed the note; check that the key given is this log's"
        case .malformedCheckpoint: "the note is not a checkpoint: origin, size and root hash, a line each"
        case .wrongOrigin: "the checkpoint is of another log than the key"
        case .malformedProof: "the proof is not of the form c2sp.org/tlog-proof@v1"
        case .malformedRequest: "the request is not of the form 'old size', hashes, blank line, checkpoint"
        }
    }
}
