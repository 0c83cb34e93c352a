/// Holds checkpoints that somebody has kept against the one checkpoint of a proof or an evidence file, which shows little of how its log went on.
struct KeptCheckpoints {
    /// The newest that is this very tree, or that it provably continues.
    private(set) var agreedSize: UInt64?
    /// Those of which nothing here shows whether they agree.
    private(set) var uncompared = 0
    private(set) var failures: [String] = []

    /// - Parameters:
    ///   - keys: the log's, as far as what is verified leads to them.
    ///   - proof: hashes that show how the tree goes on from a size; nil where there are none.
    mutating func compare(
        _ retained: [ExportVerifier.Retained], with checkpoint: OpenedCheckpoint, keys: KeyHistory, former: FormerLogs,
        proof: (UInt64) -> [TreeDigest]?
    ) {
        for kept in retained {
            let name = PrintablePath.text(kept.name)
            guard let note = try? OpenedNote(kept.note), let before = try? OpenedCheckpoint(text: note.text) else {
                failures.append("\(name), which you kept, is no checkpoint.")
                continue
            }
            switch former.verdict(on: note, before) {
            case .begins: break
            case .lost:
                uncompared += 1
                continue
            case .denied(let continuation):
                failures.append(
                    "You have kept \(name), of \(before.size) entries; entry \(continuation.index) says that the former key signed "
                        + "\(continuation.signed), and others. Keep both: together they prove it.")
                continue
            case .unsigned:
                failures.append("The checkpoint \(name) that you kept is not signed with a key of the former log \(before.origin).")
                continue
            case .anothers:
                let isSigned = (try? keys.signers(of: note, size: before.size)) != nil
                let isOfLog = before.origin.utf8.elementsEqual(checkpoint.origin.utf8)
                // Another key of the log may have signed it, of which nothing here speaks.
                if isOfLog, !isSigned, keys.members.allSatisfy({ note.standing(of: $0.key) == .absent }) {
                    uncompared += 1
                    continue
                }
                guard isOfLog, isSigned else {
                    failures.append("The checkpoint \(name) that you kept is none of this log, or was changed.")
                    continue
                }
            }
            compare(before, name, with: checkpoint, proof)
        }
    }

    private mutating func compare(
        _ before: OpenedCheckpoint, _ name: String, with checkpoint: OpenedCheckpoint, _ proof: (UInt64) -> [TreeDigest]?
    ) {
        let isContinued: Bool
        if before.size == checkpoint.size {
            isContinued = before.root == checkpoint.root
        } else if before.size < checkpoint.size, let path = proof(before.size) {
            isContinued = ProofChecks.isConsistent(
                oldSize: before.size, oldRoot: before.root, newSize: checkpoint.size, newRoot: checkpoint.root, path: path)
        } else {
            uncompared += 1
            return
        }
        guard isContinued else {
            failures.append(
                "This log is not the one of the checkpoint \(name) that you kept: it was forked or rewritten and signed again. Keep both: "
                    + "together they prove it.")
            return
        }
        agreedSize = max(agreedSize ?? 0, before.size)
    }

    /// What stays open about a tree of `size` entries, one sentence each: attacks of whoever holds the log's key.
    func undetected(size: UInt64, witnessed: Bool, fresh: Bool) -> [String] {
        var open: [String] = []
        if !witnessed, agreedSize != size {
            let scope = agreedSize.map { " from entry \($0) on, the end of the newest checkpoint kept" } ?? ""
            open.append(
                "A log forked or rewritten by whoever holds its key\(scope): compare the checkpoint with one kept elsewhere, or ask for witnesses."
            )
        }
        if uncompared > 0 {
            open.append(
                "Whether the log goes on from \(uncompared == 1 ? "one of the" : "\(uncompared) of the") checkpoints that you kept: nothing here shows how. Verify an export, with this "
                    + "file as --retained: it holds all of them together.")
        }
        if witnessed, !fresh { open.append("A tail withheld: witnesses have not cosigned this checkpoint just now.") }
        return open
    }
}
