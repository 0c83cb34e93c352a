/// The log's keys: which of them signed the checkpoint, whether it might, and how the key that is known leads to it.
extension EvidencePass {
    mutating func checkKeys(_ archive: TapeArchive) {
        guard let key, let checkpoint, let note = checkpointBytes.flatMap({ try? OpenedNote($0) }) else { return }
        for index in entries.keys.sorted() where entries[index]?.streams.contains(where: { $0.kind == .configuration }) ?? false {
            guard let facts = facts(of: index) else { continue }
            if let statement = facts.keyStatement { statements.append((index, statement)) }
            if let continuation = facts.continuation(at: index) {
                continuations.append(continuation)
            } else if facts.continuesLog {
                failures.append("Entry \(index) does not say in the known words which log this one goes on from.")
            }
        }
        let own = statements.filter { !$0.statement.isAboutOthers(than: key) }
        keyEntries = Set(own.map(\.index)).union(continuations.map(\.index))
        do throws(KeyHistory.Fault) {
            let history = try KeyHistory(own, of: key)
            let known = pinned ?? key
            guard history.position(of: known) != nil, history.position(of: key) != nil else {
                let continued = continuations.last { $0.former == known }
                return failures.append(
                    continued.map { "The key you gave is a former log's: \($0). Ask the firm for the key that the log went on with." }
                        ?? "The file's own key is not the key you gave, and no entry leads from the one to the other.")
            }
            let signers = try history.signers(of: note, size: checkpoint.size)
            guard signers.contains(key) else { throw KeyHistory.Fault.unsigned }
            keys = history.uses(signers: signers)
            self.history = history
            checkHandovers(history, needed: history.unproved(from: known, to: signers[0]), archive)
        } catch { failures.append("The checkpoint: \(error).") }
    }

    /// Each key from the known one on was vouched for by the one before it.
    private mutating func checkHandovers(_ history: KeyHistory, needed: Range<Int>, _ archive: TapeArchive) {
        let announcements = Set(history.members.compactMap(\.announced))
        for file in archive.files {
            if case .handover(let index) = EvidencePath(file.path), !announcements.contains(index) {
                failures.append("\(file.path) is about no key of the log.")
            }
        }
        for (place, member) in history.members.enumerated() {
            guard let announced = member.announced else { continue }
            guard let proof = archive[EvidencePath.handover(of: announced)].map({ Array($0) }),
                let leaf = archive[EvidencePath.entry(at: announced)].map({ Array($0) })
            else {
                if needed.contains(place) { failures.append("Nothing shows that the key before vouched for \(member.key).") }
                continue
            }
            let before = history.members[place - 1].key
            guard let proven = try? ProofVerifier(key: before).verify(proof: proof, leaf: leaf), proven.index == announced,
                let note = try? OpenedNote(ProofFile(proof).checkpoint),
                let signers = try? history.signers(of: note, size: proven.checkpoint.size), signers.contains(before),
                signers.contains(member.key)
            else {
                failures.append("The key before, \(before), did not vouch for \(member.key) by a checkpoint over its announcement.")
                continue
            }
        }
    }
}
