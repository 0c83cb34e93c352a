import Ledger

extension Decider {
    /// The first of two people asks; nothing is destroyed yet.
    func askErasure(_ order: AskErasureOrder, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        let party = try party(order.party, known: order.identity)
        guard !party.asked.values.contains(where: { $0.identity == order.identity }) else { throw .nothingToDo }
        try refuse(order.kept)
        guard order.basis.contains(where: { !$0.isWhitespace }) else { throw .notAllowed("Say on what legal basis it is erased.") }
        return Decided(
            .askErasure, streams: [order.party.key, by.key],
            events: [.erasureAsked(ErasureAsked(identity: order.identity, basis: order.basis, by: by))])
    }

    func declineErasure(_ order: DeclineErasureOrder, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        guard let party = states.parties[order.party] else { throw .unknownParty }
        guard party.asked[order.asked] != nil else { throw .nothingToDo }
        var decided = Decided(
            .declineErasure, streams: [order.party.key, by.key],
            events: [.erasureDeclined(ErasureDeclined(asked: order.asked, reason: order.reason, by: by))])
        decided.subject = order.asked
        return decided
    }

    /// Destroys what is known of an identity; the caller destroys its keys once this is durable.
    func erase(_ order: EraseOrder, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        let party = try party(order.party, known: order.identity)
        guard let asked = party.asked[order.asked], asked.identity == order.identity else {
            throw .notAllowed("Nobody has asked for this erasure, or it was declined. Ask first; somebody else confirms.")
        }
        guard by != asked.by else {
            throw .notAllowed("Erasure takes two people: somebody other than the one who asked has to confirm it.")
        }
        try refuse(order.kept)
        var decided = Decided(
            .erase, streams: [order.party.key, by.key],
            events: [
                .erased(Erased(identity: order.identity, basis: asked.basis, by: asked.by, second: by)),
                .reached(Reached(entries: order.reached)),
            ])
        decided.verdict = .erase
        decided.subject = order.asked
        return decided
    }

    /// A conversation's time is over; the caller destroys the keys of its entries once this is durable.
    func retire(_ order: RetireOrder, _ command: Command) throws(Refusal) -> Decided {
        var by: StaffID?
        if case .staff(let id) = command.principal { by = id }
        guard let state = states.conversations[order.conversation] else { throw .unknownConversation }
        guard state.head.sequence == order.last else { throw .wentOn }
        guard !order.reached.isEmpty else { throw .nothingToDo }
        try refuse(order.kept)
        guard order.until <= now else {
            throw .kept(Kept.Duty(until: order.until, basis: order.basis))
        }
        var decided = Decided(
            .retire, streams: [state.id.key] + (by.map { [$0.key] } ?? []),
            events: [
                .retired(
                    Retired(
                        basis: order.basis, retention: order.retention, since: order.since, until: order.until, by: by)),
                .reached(Reached(entries: order.reached)),
            ])
        decided.verdict = .erase
        return decided
    }

    private func party(_ id: PartyID, known identity: KeyedHash) throws(Refusal) -> PartyState {
        guard let party = states.parties[id] else { throw .unknownParty }
        guard party.identities.contains(where: { $0.key == identity }) else {
            // Somebody with several addresses may have one of them erased after another.
            throw party.erased ? .nothingToDo : .unknownParty
        }
        return party
    }

    /// What is held or has to be kept stays.
    func refuse(_ kept: Kept) throws(Refusal) {
        guard kept.holds.isEmpty else { throw .underHold(kept.holds.count) }
        if let duty = kept.duty { throw .kept(duty) }
    }
}
