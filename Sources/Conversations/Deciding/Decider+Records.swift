import Ledger

extension Decider {
    /// Destroys what is known of an identity; the caller destroys its keys once this is durable.
    func erase(_ order: EraseOrder, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        guard by != order.second else { throw .notAllowed("Erasure takes two people.") }
        guard let party = states.parties[order.party] else { throw .unknownParty }
        guard party.identities.contains(where: { $0.key == order.identity }) else {
            // Somebody with several addresses may have one of them erased after another.
            throw party.erased ? .nothingToDo : .unknownParty
        }
        var decided = Decided(
            .erase, streams: [order.party.key],
            events: [
                .erased(Erased(identity: order.identity, basis: order.basis, by: by, second: order.second)),
                .reached(Reached(entries: order.reached)),
            ])
        decided.verdict = .erase
        return decided
    }

    func view(_ id: ConversationID, _ purpose: String, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        guard states.conversations[id] != nil else { throw .unknownConversation }
        return Decided(.view, streams: [id.key, by.key], events: [.viewed(Viewed(by: by, purpose: purpose))])
    }

    /// The entry follows directly on what the file holds of each stream, so that each is whole up to it.
    func export(_ order: ExportOrder, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        for covered in order.covered {
            guard let head = states.head(of: covered.stream) else {
                throw covered.stream.kind == .party ? .unknownParty : .unknownConversation
            }
            guard head.sequence == covered.last else { throw .wentOn }
        }
        var decided = Decided(
            .export, streams: order.covered.map(\.stream) + [by.key],
            events: [.exported(Exported(by: by, purpose: order.purpose, manifest: order.manifest))])
        decided.verdict = .export
        return decided
    }
}
