/// The logs that this one goes on from, and what a checkpoint of one of them, kept by somebody, means for this one.
struct FormerLogs {
    let continuations: [Continuation]
    /// Of every log that the entries here speak of.
    let statements: [(index: UInt64, statement: KeyStatement)]

    enum Verdict: Equatable {
        /// This log begins with that tree.
        case begins
        /// It covers entries that the continuation says are lost.
        case lost(Continuation)
        /// It covers what the continuation denies: more entries than the former key is said to have signed, or others.
        case denied(Continuation)
        /// No key of a former log signed it.
        case unsigned
        /// It is no former log's.
        case anothers
    }

    func verdict(on note: OpenedNote, _ checkpoint: OpenedCheckpoint) -> Verdict {
        guard let former = continuations.first(where: { $0.former.name.utf8.elementsEqual(checkpoint.origin.utf8) }) else {
            return .anothers
        }
        let history = try? KeyHistory(statements, of: former.former)
        // A key that came with the entries which are lost is known by the continuation alone.
        let isSigned = (try? history?.signers(of: note, size: checkpoint.size)) != nil || note.standing(of: former.former) == .valid
        guard isSigned else { return .unsigned }
        if checkpoint.size > former.signed || checkpoint.size == former.signed && checkpoint.root != former.root { return .denied(former) }
        return checkpoint.size > former.kept ? .lost(former) : .begins
    }
}
