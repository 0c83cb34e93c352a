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
            events: [.erased(Erased(identity: order.identity, basis: order.basis, by: by, second: order.second))])
        decided.verdict = .erase
        return decided
    }

    func view(_ id: ConversationID, _ purpose: String, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        guard states.conversations[id] != nil else { throw .unknownConversation }
        return Decided(.view, streams: [id.key, by.key], events: [.viewed(Viewed(by: by, purpose: purpose))])
    }

    func export(_ id: ConversationID, _ purpose: String, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        guard states.conversations[id] != nil else { throw .unknownConversation }
        var decided = Decided(.export, streams: [id.key, by.key], events: [.exported(Exported(by: by, purpose: purpose))])
        decided.verdict = .export
        return decided
    }
}
