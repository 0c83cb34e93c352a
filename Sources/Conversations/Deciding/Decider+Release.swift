import Ledger

extension Decider {
    /// A person lets a quarantined message in: it is read and decided as any other, and starts or continues the turn from when it was published.
    ///
    /// That proves nothing about its sender. Whoever was not proved to be a party comes in as a new participant, whose address is worth what it
    /// was worth before; a reply to them is a reply to that address, and policy knows its assurance.
    func release(_ order: ReleaseOrder, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        let incoming = order.incoming
        guard incoming.reading.terms == terms.fingerprint else { throw .termsChanged }
        guard incoming.unreadable == nil else {
            throw .notAllowed("Nobody could read this message, so there is nothing to let in. Ask the sender to write again.")
        }
        var decided = take(incoming, try seat(for: order), command)
        decided.type = .release
        decided.events.append(.released(Released(message: order.message, by: by)))
        decided.subject = order.message
        // What kept it apart was answered by a person.
        if decided.verdict == .quarantine { decided.verdict = incoming.reading.redactions.isEmpty ? .accept : .acceptRedacted }
        return decided
    }

    private func seat(for order: ReleaseOrder) throws(Refusal) -> Seat {
        let incoming = order.incoming
        if let wanted = order.conversation {
            guard let root = states.root(of: wanted) else { throw .unknownConversation }
            return participant(incoming, in: root, .new)
        }
        if case .existing(let id, let part, let party, let evidence) = Placement.of(incoming, on: states) {
            return Seat(conversation: id, part: part, party: party, evidence: evidence)
        }
        for (evidence, id) in incoming.found.conversations where evidence.names {
            if let root = states.root(of: id) { return participant(incoming, in: root, evidence) }
        }
        return .new(incoming, proved(incoming))
    }

    /// The same participant for each message from one address; never one who was proved to be more than this message's sender is.
    private func participant(_ incoming: Incoming, in root: ConversationState, _ evidence: ThreadEvidence) -> Seat {
        let own = incoming.author.identity
        for member in states.members(of: root) {
            for party in member.parties {
                let known = states.parties[party]?.identities.first { $0.network == own.network && $0.key == own.key }
                if let known, known.assurance <= own.assurance {
                    return Seat(conversation: root.id, part: member.id, party: party, evidence: evidence)
                }
            }
        }
        return Seat(
            conversation: root.id, part: root.id, party: proved(incoming) ?? incoming.fresh.party, evidence: evidence, joins: true)
    }

    /// Whoever is known by the address, where the delivery proves that it is theirs.
    private func proved(_ incoming: Incoming) -> PartyID? { incoming.proof == .none ? nil : incoming.found.party }
}
