/// Verifies that one entry is in a log, from a proof file, the entry's bytes and the log's key alone.
public struct ProofVerifier: Sendable {
    /// What a verified proof says.
    public struct Proven: Sendable, Equatable {
        public let index: UInt64
        public let leaf: LeafRecord
        public let checkpoint: OpenedCheckpoint
        /// Number of valid cosignatures by witnesses of the policy.
        public let cosignatures: Int
        /// Whether the quorum of a policy was asked for and met.
        public let isWitnessed: Bool

        /// What could have gone unnoticed, one sentence each.
        public var undetected: [String] {
            var open: [String] = []
            if !isWitnessed {
                open.append(
                    "A log forked or rewritten by whoever holds its key: compare the checkpoint with one kept elsewhere, or ask for witnesses."
                )
            }
            open.append("Anything about other entries: before, beside and after this one.")
            open.append("What the entry's fields say: it holds only their commitment.")
            return open
        }
    }

    /// Why a proof does not verify.
    public enum Failure: Error, Sendable, Equatable {
        /// The proof or its checkpoint is not in its format.
        case proofMalformed(FormatError)
        case leafMalformed(FormatError)
        case unsigned
        case signatureWrong
        case anotherLog
        case cosignatureWrong
        case quorumMissed
        /// The path does not lead from this entry at this index to the signed root.
        case notIncluded(index: UInt64)
    }

    public let key: VerifyingKey
    public let witnesses: WitnessPolicy?

    /// A verifier for the log with `key`; with `witnesses`, their quorum is asked for as well.
    public init(key: VerifyingKey, witnesses: WitnessPolicy? = nil) {
        self.key = key
        self.witnesses = witnesses
    }

    /// Verifies `proof` (a C2SP tlog-proof) for the entry with the bytes `leaf`.
    public func verify(proof: [UInt8], leaf: [UInt8]) throws(Failure) -> Proven {
        let file: ProofFile
        let note: OpenedNote
        let checkpoint: OpenedCheckpoint
        do throws(FormatError) {
            file = try ProofFile(proof)
            note = try OpenedNote(file.checkpoint)
            checkpoint = try OpenedCheckpoint(text: note.text)
        } catch {
            throw .proofMalformed(error)
        }
        switch note.standing(of: key) {
        case .valid: break
        case .absent: throw .unsigned
        case .wrong: throw .signatureWrong
        }
        guard checkpoint.origin.utf8.elementsEqual(key.name.utf8) else { throw .anotherLog }
        let cosigners = try cosigners(of: note)
        let path = file.path
        guard
            ProofChecks.includes(
                leafHash: TreeHashing.leaf(leaf), index: file.index, size: checkpoint.size, path: path, root: checkpoint.root)
        else { throw .notIncluded(index: file.index) }
        do throws(FormatError) {
            return Proven(
                index: file.index, leaf: try LeafRecord(leaf), checkpoint: checkpoint, cosignatures: cosigners,
                isWitnessed: witnesses?.asksForWitnesses == true)
        } catch {
            throw .leafMalformed(error)
        }
    }

    private func cosigners(of note: OpenedNote) throws(Failure) -> Int {
        guard let witnesses else { return 0 }
        var valid: Set<VerifyingKey> = []
        for witness in witnesses.witnesses {
            switch note.cosignature(by: witness) {
            case .absent: continue
            case .wrong: throw .cosignatureWrong
            case .valid: valid.insert(witness)
            }
        }
        guard witnesses.isMet(by: valid.contains) else { throw .quorumMissed }
        return valid.count
    }
}
