import Ledger

extension Decider {
    /// A message comes in: placed by evidence and sender, its decision turned into events.
    func receive(_ incoming: Incoming, _ command: Command) throws(Refusal) -> Decided {
        guard incoming.reading.terms == terms.fingerprint else { throw .termsChanged }
        if let why = incoming.unreadable { return quarantine(incoming, why) }
        switch Placement.of(incoming, on: states) {
        case .quarantine(let why):
            return quarantine(incoming, why)
        case .new, .existing:
            if incoming.reading.decision.verdict == .quarantine { return quarantine(incoming, .policy) }
            return place(incoming, Placement.of(incoming, on: states), command)
        }
    }

    private func quarantine(_ incoming: Incoming, _ why: QuarantineReason) -> Decided {
        var decided = Decided(.quarantine, streams: [incoming.channelAccount.key])
        decided.events = [
            .quarantined(
                Quarantined(
                    channelAccount: incoming.channelAccount, channel: incoming.channel, published: published(incoming),
                    duplicateKey: incoming.duplicateKey, author: incoming.author.identity, why: why))
        ]
        decided.content = content(of: incoming)
        decided.channel = incoming.channel
        decided.source = published(incoming)
        decided.verdict = .quarantine
        return decided
    }

    private func published(_ incoming: Incoming) -> Timestamp { bounded(incoming.published) }

    private func content(of incoming: Incoming) -> [ContentField] {
        var fields = [ContentField(.text, incoming.reading.text)]
        if !incoming.author.name.isEmpty { fields.append(ContentField(.displayName, incoming.author.name)) }
        if !incoming.author.handle.isEmpty { fields.append(ContentField(.handle, incoming.author.handle)) }
        fields.append(ContentField(.address, incoming.author.address))
        fields.append(ContentField(.providerID, incoming.providerID))
        return fields
    }

    private func place(_ incoming: Incoming, _ placement: Placement, _ command: Command) -> Decided {
        let reading = incoming.reading
        let at = published(incoming)
        var events: [Event] = []
        let conversationID: ConversationID
        let partID: ConversationID
        let partyID: PartyID
        let evidence: ThreadEvidence
        var state: ConversationState?
        switch placement {
        case .existing(let id, let part, let party, let by):
            (conversationID, partID, partyID, evidence) = (id, part, party, by)
            state = states.conversations[id]
        case .new(let party):
            conversationID = incoming.fresh.conversation
            partID = conversationID
            partyID = party ?? incoming.fresh.party
            evidence = .new
            events.append(
                .opened(
                    Opened(
                        legalEntity: terms.defaults.legalEntity, brand: terms.defaults.brand, product: terms.defaults.product,
                        jurisdiction: terms.defaults.jurisdiction, vulnerable: nil, vulnerabilityConsidered: nil)))
            events.append(.partyAdded(PartyAdded(party: partyID, number: 1, identity: incoming.author.identity)))
        case .quarantine: preconditionFailure("a quarantined message is not placed")
        }
        let rules = reading.decision.trace()
        events.append(
            .received(
                Received(
                    party: partyID, channelAccount: incoming.channelAccount, channel: incoming.channel, published: at,
                    duplicateKey: incoming.duplicateKey, providerKey: incoming.providerKey, threadKey: incoming.threadKey,
                    evidence: evidence, redactions: reading.redactions, labels: reading.decision.labelWords, rules: rules,
                    automatic: incoming.automatic)))
        if state?.isResolved == true { events.append(.reopened) }
        events += consequences(of: reading.decision, command: command.id, channel: incoming.channel, received: at, state: state)

        var decided = Decided(.receive, streams: [conversationID.key, partyID.key], events: events)
        if partID != conversationID { decided.streams.append(partID.key) }
        decided.content = content(of: incoming)
        decided.channel = incoming.channel
        decided.source = at
        decided.verdict = reading.decision.verdict
        decided.partyNumber = states.conversations[partID]?.number(of: partyID) ?? 1
        if !incoming.automatic {
            let labels = (state?.labels ?? []).union(reading.decision.labelWords)
            decided.clock = clockAfterMessage(
                published: at, in: partID, of: state, began: state?.began ?? incoming.channel, labels: labels)
        }
        return decided
    }

    /// A person lets a quarantined message into a conversation.
    func release(_ order: ReleaseOrder, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        let state = try conversation(order.conversation)
        var decided = Decided(.release, streams: [state.id.key], events: [.released(Released(message: order.message, by: by))])
        decided.subject = order.message
        return decided
    }

    func redactEarlier(_ order: RedactEarlierOrder, _ command: Command) throws(Refusal) -> Decided {
        guard let state = states.root(of: order.conversation) else { throw .unknownConversation }
        var decided = Decided(
            .redactEarlier, streams: [state.id.key],
            events: [.redactedEarlier(RedactedEarlier(message: order.part.message, redactions: order.part.redactions))])
        decided.content = [ContentField(.text, order.part.text)] + order.part.rest.filter { $0.kind != .text }
        decided.subject = order.part.message
        return decided
    }

    func withdraw(_ order: WithdrawOrder, _ command: Command) throws(Refusal) -> Decided {
        guard let state = states.root(of: order.conversation) else { throw .unknownConversation }
        guard !state.withdrawn.contains(order.message) else { throw .nothingToDo }
        var decided = Decided(
            .withdraw, streams: [state.id.key], events: [.withdrawn(Withdrawn(message: order.message, at: bounded(order.at)))])
        decided.subject = order.message
        decided.source = bounded(order.at)
        return decided
    }
}
