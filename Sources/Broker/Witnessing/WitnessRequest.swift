import Ledger
import Social

/// Asks one witness to cosign one checkpoint: the proof from what it cosigned before, and what it answers, taken strictly (C2SP tlog-witness).
struct WitnessRequest: Sendable {
    let store: Store
    let log: KeyRing
    let connections: Connections
    let note: SignedNote
    let checkpoint: Checkpoint

    /// Why there is no cosignature, in words for the operator.
    struct Failure: Error {
        let why: String
        /// What the witness says that it has cosigned; nil where it said nothing.
        var stands: UInt64?
    }

    private static let patience = Duration.seconds(5)
    private static let greatestAnswer = 1 << 16

    /// - Parameter known: what it is thought to have cosigned last.
    func cosignature(of party: Ledger.WitnessPolicy.Party, from known: UInt64) async throws(Failure) -> (
        line: NoteSignature, seconds: UInt64
    ) {
        guard let prefix = party.url else { throw Failure(why: "the policy names no address for it") }
        var old = min(known, checkpoint.size)
        var stands: UInt64?
        // Once to be told the size, once to continue from it; a third time where somebody else was quicker.
        for _ in 0..<3 {
            let answer = try await ask(prefix, from: old, stands)
            switch answer.status {
            case 200: return try read(answer.body, of: party.key)
            case 409:
                let size = try Self.size(answer)
                stands = size
                guard size <= checkpoint.size else {
                    throw Failure(
                        why: "it has cosigned \(size) entries of this log and \(checkpoint.size) are here: was this ledger set back?",
                        stands: size)
                }
                old = size
            case 403: throw Failure(why: "it does not trust the key that signs this log")
            case 404: throw Failure(why: "it does not know this log, or the address is not a witness's")
            case 422: throw Failure(why: "it says that this log does not continue what it cosigned before: find out at once why")
            default: throw Failure(why: "it answered with status \(answer.status)")
            }
        }
        throw Failure(why: "it names another size each time: who else sends it checkpoints of this log?", stands: stands)
    }

    private func ask(_ prefix: String, from old: UInt64, _ stands: UInt64?) async throws(Failure) -> PostAnswer {
        let proof: ConsistencyProof?
        do { proof = try store.consistency(from: old, to: checkpoint.size) } catch {
            throw Failure(why: "no proof can be made: \(error)", stands: stands)
        }
        guard let proof else { throw Failure(why: "no proof can be made from \(old)", stands: stands) }
        let body = AddCheckpoint(oldSize: old, hashes: proof.hashes, note: note).encode()
        let slash = prefix.hasSuffix("/") ? "" : "/"
        do {
            return try await connections.post(
                body, type: "text/plain; charset=utf-8", to: "\(prefix)\(slash)add-checkpoint", accepting: Self.greatestAnswer,
                within: Self.patience)
        } catch { throw Failure(why: error.description, stands: stands) }
    }

    private static func size(_ answer: PostAnswer) throws(Failure) -> UInt64 {
        guard answer.type == "text/x.tlog.size", answer.body.last == 0x0A, (2...20).contains(answer.body.count),
            let text = String(validating: answer.body.dropLast(), as: UTF8.self), let size = UInt64(text), "\(size)" == text
        else { throw Failure(why: "its answer to an old size is not a size") }
        return size
    }

    /// The witness's own line, once it has been proved over the very checkpoint; lines of keys that nobody knows are passed over.
    private func read(_ lines: [UInt8], of key: VerifierKey) throws(Failure) -> (line: NoteSignature, seconds: UInt64) {
        do throws(NoteError) {
            let answered = try SignedNote(parsing: note.encode() + lines)
            guard answered.text == note.text else { throw NoteError.malformedSignature }
            let opened = try VerifiedCheckpoint(answered, log: log, witnesses: [key])
            guard let line = answered.signatures.first(where: { key.isNamed(by: $0) }), let seconds = opened.cosignatures.first?.time,
                seconds > 0
            else { throw NoteError.noKnownSignature }
            return (line, seconds)
        } catch { throw Failure(why: "its answer is no cosignature of its key: \(error)") }
    }
}
