import Ledger

extension Decider {
    /// A message comes in: placed by evidence and sender, its decision turned into events.
    func receive(_ incoming: Incoming, _ command: Command) throws(Refusal) -> Decided {
        guard incoming.reading.terms == terms.fingerprint else { throw .termsChanged }
        if let why = incoming.unreadable { return quarantine(incoming, why) }
        let placement = Placement.of(incoming, on: states)
        if case .quarantine(let why) = placement { return quarantine(incoming, why) }
        if incoming.reading.decision.verdict == .quarantine { return quarantine(incoming, .policy) }
        switch placement {
        case .quarantine(let why): return quarantine(incoming, why)
        case .existing(let id, let part, let party, let evidence):
            return take(incoming, Seat(conversation: id, part: part, party: party, evidence: evidence), command)
        case .new(let party): return take(incoming, .new(incoming, party), command)
        }
    }

    private func quarantine(_ incoming: Incoming, _ why: QuarantineReason) -> Decided {
        var decided = Decided(.quarantine, streams: [incoming.channelAccount.key])
        decided.events = [
            .quarantined(
                Quarantined(
                    channelAccount: incoming.channelAccount, channel: incoming.channel, published: published(incoming),
                    duplicateKey: incoming.duplicateKey, author: incoming.author.identity, why: why,
                    asked: why == .policy ? incoming.reading.asked : nil))
        ]
        if incoming.unreadable == nil {
            let named = incoming.found.conversations.first { $0.evidence.names && states.root(of: $0.conversation) != nil }
            decided.events.append(
                .waits(
                    Waits(
                        providerKey: incoming.providerKey, threadKey: incoming.threadKey, conversation: named?.conversation,
                        evidence: named?.evidence, automatic: incoming.automatic)))
        }
        decided.events += incoming.attached
        decided.content = incoming.content
        decided.channel = incoming.channel
        decided.source = published(incoming)
        decided.verdict = .quarantine
        return decided
    }

    func published(_ incoming: Incoming) -> Timestamp { bounded(incoming.published) }

    /// Where a message sits down, and as whom.
    struct Seat {
        var conversation: ConversationID
        /// The part of it whose party wrote; the same where nothing was merged.
        var part: ConversationID
        var party: PartyID
        var evidence: ThreadEvidence
        var begins = false
        /// The party is new in the conversation.
        var joins = false

        static func new(_ incoming: Incoming, _ party: PartyID?) -> Seat {
            Seat(
                conversation: incoming.fresh.conversation, part: incoming.fresh.conversation, party: party ?? incoming.fresh.party,
                evidence: .new, begins: true, joins: true)
        }
    }

    /// The message takes its place: everything that follows from it, whoever let it in.
    func take(_ incoming: Incoming, _ seat: Seat, _ command: Command) -> Decided {
        let reading = incoming.reading
        let at = published(incoming)
        let state = seat.begins ? nil : states.conversations[seat.conversation]
        let part = seat.begins ? nil : states.conversations[seat.part]
        let number = part?.number(of: seat.party) ?? (part?.parties.count ?? 0) + 1
        var events: [Event] = []
        if seat.begins {
            events.append(
                .opened(
                    Opened(
                        legalEntity: terms.defaults.legalEntity, brand: terms.defaults.brand, product: terms.defaults.product,
                        jurisdiction: terms.defaults.jurisdiction, vulnerable: nil, vulnerabilityConsidered: nil)))
        }
        if seat.joins {
            events.append(.partyAdded(PartyAdded(party: seat.party, number: number, identity: incoming.author.identity)))
        }
        events.append(
            .received(
                Received(
                    party: seat.party, channelAccount: incoming.channelAccount, channel: incoming.channel, published: at,
                    duplicateKey: incoming.duplicateKey, providerKey: incoming.providerKey, threadKey: incoming.threadKey,
                    evidence: seat.evidence, redactions: reading.redactions, labels: reading.decision.labelWords,
                    rules: reading.decision.trace(), automatic: incoming.automatic, asked: reading.asked)))
        events += incoming.attached
        if state?.isResolved == true { events.append(.reopened) }
        events += consequences(of: reading.decision, command: command.id, channel: incoming.channel, received: at, state: state)

        var decided = Decided(.receive, streams: [seat.conversation.key, seat.party.key], events: events)
        if seat.part != seat.conversation { decided.streams.append(seat.part.key) }
        decided.content = incoming.content
        decided.channel = incoming.channel
        decided.source = at
        decided.verdict = reading.decision.verdict
        decided.partyNumber = number
        if !incoming.automatic {
            let labels = (state?.labels ?? []).union(reading.decision.labelWords)
            decided.clock = clockAfterMessage(
                published: at, in: seat.part, of: state, began: state?.began ?? incoming.channel, labels: labels)
        }
        return decided
    }

    func redactEarlier(_ order: RedactEarlierOrder, _ command: Command) throws(Refusal) -> Decided {
        guard let state = states.root(of: order.conversation) else { throw .unknownConversation }
        guard states.has(message: order.part.message, in: state) || order.wish != nil && states.hasSent(order.part.message, in: state)
        else { throw .unknownMessage }
        var decided = Decided(
            .redactEarlier, streams: [state.id.key],
            events: [.redactedEarlier(RedactedEarlier(message: order.part.message, redactions: order.part.redactions))])
        if let wish = order.wish {
            let by = try staff(command)
            try refuse(wish.kept)
            decided.streams.append(by.key)
            decided.events.append(.reached(Reached(entries: wish.reached)))
            decided.events.append(
                .redacted(Redacted(message: order.part.message, reason: wish.reason, characters: wish.characters, by: by)))
        }
        decided.content = [ContentField(.text, order.part.text)] + order.part.rest.filter { $0.kind != .text }
        decided.subject = order.part.message
        return decided
    }

    func withdraw(_ order: WithdrawOrder, _ command: Command) throws(Refusal) -> Decided {
        guard let state = states.root(of: order.conversation) else { throw .unknownConversation }
        guard states.has(message: order.message, in: state) else { throw .unknownMessage }
        guard !state.withdrawn.contains(order.message) else { throw .nothingToDo }
        var decided = Decided(
            .withdraw, streams: [state.id.key], events: [.withdrawn(Withdrawn(message: order.message, at: bounded(order.at)))])
        decided.subject = order.message
        decided.source = bounded(order.at)
        guard let platform = order.platform else { return decided }
        let decision = terms.packs.decide(deletionFacts(platform, isHeld: !order.holds.isEmpty, state))
        guard !decision.isUnavailable, !decision.trace.isEmpty else { return decided }
        decided.verdict = decision.verdict
        // Nothing stays but that it was there.
        if decision.verdict == .tombstone {
            decided.events.append(.tombstoned(Tombstoned(message: order.message, rules: decision.trace())))
            decided.events.append(.reached(Reached(entries: order.reached)))
        }
        return decided
    }

    /// What policy may ask about a message that its network says is gone.
    private func deletionFacts(_ platform: String, isHeld: Bool, _ state: ConversationState) -> Facts {
        var facts = Facts(
            direction: .records, now: now, labels: Set(state.labels.map { Label($0) }), values: state.facts)
        facts.values[FactPath("event", "platform")] = .word(platform)
        facts.values[FactPath("event", "type")] = .word("delete")
        if isHeld { facts.values[FactPath("thread", "legal_hold")] = .flag(true) }
        if let reference = terms.defaults.xPermission { facts.values[FactPath("config", "x_permission_ref")] = .word(reference) }
        return facts
    }
}
