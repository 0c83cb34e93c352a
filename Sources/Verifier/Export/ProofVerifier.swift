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
        /// Whether a quorum cosigned within the last ten minutes.
        public let isFresh: Bool
        /// Every level whose evidence was given and held, as for exports.
        public let levels: [Assurance.Level]
        fileprivate let kept: [String]

        /// What could have gone unnoticed, one sentence each.
        public var undetected: [String] {
            var open = kept
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
        /// A checkpoint that somebody kept is of another log, or of another tree.
        case retainedDiffers(String)
        /// The path does not lead from this entry at this index to the signed root.
        case notIncluded(index: UInt64)
    }

    public let key: VerifyingKey
    public let witnesses: WitnessPolicy?
    /// Earlier checkpoints that the person who verifies has kept. One under another key of the log says nothing here.
    public var retained: [ExportVerifier.Retained] = []
    /// The present time in milliseconds since 1970, which freshness is measured against. Nil: no cosignature counts as fresh.
    public var now: Int64?

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
        let (cosigners, isFresh) = try cosigners(of: note)
        let path = file.path
        guard
            ProofChecks.includes(
                leafHash: TreeHashing.leaf(leaf), index: file.index, size: checkpoint.size, path: path, root: checkpoint.root)
        else { throw .notIncluded(index: file.index) }
        var kept = KeptCheckpoints()
        kept.compare(
            retained, with: checkpoint, keys: KeyHistory(key), former: FormerLogs(continuations: [], statements: []), proof: { _ in nil })
        if let failure = kept.failures.first { throw .retainedDiffers(failure) }
        let isWitnessed = witnesses?.asksForWitnesses == true
        do throws(FormatError) {
            return Proven(
                index: file.index, leaf: try LeafRecord(leaf), checkpoint: checkpoint, cosignatures: cosigners,
                isWitnessed: isWitnessed, isFresh: isFresh,
                levels: Assurance.levels(
                    verified: true, retained: kept.agreedSize != nil, witnessed: isWitnessed, fresh: isFresh),
                kept: kept.undetected(size: checkpoint.size, witnessed: isWitnessed, fresh: isFresh))
        } catch {
            throw .leafMalformed(error)
        }
    }

    /// A cosignature up to this old is fresh, in seconds.
    private static let freshness: Int64 = 600

    private func cosigners(of note: OpenedNote) throws(Failure) -> (count: Int, isFresh: Bool) {
        guard let witnesses else { return (0, false) }
        guard let cosigned = WitnessTimes(note, witnesses) else { throw .cosignatureWrong }
        guard witnesses.isMet(by: { cosigned.times[$0] != nil }) else { throw .quorumMissed }
        return (cosigned.times.count, now.map { cosigned.isFresh(witnesses, now: $0, within: Self.freshness) } ?? false)
    }
}
