import Ledger

extension Decider {
    /// Somebody wants something to go out: policy says whether, and only then does it reach the outbox.
    func submit(_ draft: Draft, _ command: Command) throws(Refusal) -> Decided {
        guard draft.reading.terms == terms.fingerprint else { throw .termsChanged }
        let state = try conversation(draft.conversation)
        if let recipient = draft.recipient, !states.parties(of: state).contains(recipient.party) { throw .unknownParty }
        // What a pack says of somebody in danger holds for every machine, whatever its words are.
        if case .automation = command.principal, state.automationSuppressed {
            throw .notAllowed("Nothing goes out by itself in this conversation any more: a person answers.")
        }
        if state.answered(after: draft.seen, by: command.principal) { throw .answeredMeanwhile }

        if let goesOut = draft.goesOut { try guardTime(goesOut, of: draft) }

        let (facts, decision) = answer(
            to: self.facts(for: draft, by: command.principal, on: state), isScheduled: draft.goesOut != nil)
        let asked = Asked(facts)
        var queued = queuedEvent(draft, command.id, by: command.principal, decision)
        let rules = decision.trace()
        var decided = Decided(draft.goesOut == nil ? .submit : .schedule, streams: [state.id.key])
        if case .staff(let id) = command.principal { decided.streams.append(id.key) }
        decided.channel = draft.channel
        let verdict = isAgreed(draft, decision, in: state) ? .send : decision.verdict
        decided.verdict = verdict
        switch verdict {
        case .send where draft.goesOut != nil, .sendWarn where draft.goesOut != nil:
            decided.events.append(.scheduled(held(draft, command.id, queued, decision, asked, in: state)))
            decided.content = draft.content
        case .send, .sendWarn:
            queued.asked = asked
            decided.events.append(.queued(queued))
            if let offered = offer(draft, command.id) { decided.events.append(.handoffOffered(offered)) }
            decided.content = draft.content
        case .hold:
            decided.events.append(.held(held(draft, command.id, queued, decision, asked, in: state)))
            decided.content = draft.content
        default:
            // Nothing of what was stopped is kept: it may be the very thing that must not be on disk.
            decided.events.append(
                .blocked(
                    Blocked(
                        send: command.id, channel: draft.channel, labels: decision.labelWords, rules: rules,
                        instead: decision.instead.map { [$0] } ?? [], asked: asked)))
            if !draft.reading.redactions.isEmpty || decision.effects.contains(.recordNearMiss) {
                decided.events.append(.nearMiss(NearMiss(redactions: draft.reading.redactions, rules: rules)))
            }
        }
        decided.events += consequences(of: decision, command: command.id, channel: draft.channel, received: now, state: state)
        return decided
    }

    private func held(
        _ draft: Draft, _ id: EventID, _ queued: Queued, _ decision: Decision, _ asked: Asked?, in state: ConversationState
    ) -> Held {
        Held(
            send: id, approver: decision.approver?.text ?? "", approvers: decision.approvers.map(\.text), rules: decision.trace(),
            queued: queued, afterMessages: state.inboundCount, findings: FindingNote.all(of: draft.reading.findings),
            read: draft.reading.labels.map(\.text).sorted(), offered: offer(draft, id), asked: asked, goesOut: draft.goesOut)
    }

    /// Whether everybody who would have to agree to the number of an offer agreed to the offer itself.
    private func isAgreed(_ draft: Draft, _ decision: Decision, in state: ConversationState) -> Bool {
        guard decision.verdict == .hold, !decision.isUnavailable, let offer = draft.completes, draft.act == ActWords.invitation,
            draft.invitation == nil,
            let keeper = states.member(of: state, where: { $0.handoffs[offer] != nil }), keeper.handoffs[offer]?.phase == .offered,
            let send = keeper.sends[offer], send.held?.offered != nil
        else { return false }
        return !decision.approvers.isEmpty && decision.approvers.allSatisfy { send.approvals[$0.text] != nil }
    }

    private func queuedEvent(_ draft: Draft, _ send: EventID, by: Principal, _ decision: Decision) -> Queued {
        // Law 1: a reply is substantive unless it is sent as an acknowledgement, only carries the invitation to move, or a pack says so.
        let replies = [ActWords.reply, ActWords.privateReply, ActWords.automatic].contains(draft.act)
        let substantive = replies && draft.invitation == nil && by.endsTurns(under: terms)
        return Queued(
            send: send, act: draft.act, channel: draft.channel, channelAccount: draft.channelAccount, recipient: draft.recipient?.key,
            party: draft.recipient?.party, inReplyTo: draft.inReplyTo,
            substantive: substantive && terms.acknowledgementLabels.isDisjoint(with: decision.labels),
            warned: decision.verdict == .sendWarn,
            decision: decision.verdict.word, labels: decision.labelWords, rules: decision.trace(), providerKey: draft.messageID?.key,
            attachments: draft.files.isEmpty ? nil : draft.files.map(\.note))
    }

    private func offer(_ draft: Draft, _ id: EventID) -> HandoffOffered? {
        guard let invitation = draft.invitation, let recipient = draft.recipient else { return nil }
        return HandoffOffered(
            handoff: id, destination: invitation.destination, party: recipient.party, handle: recipient.key, token: invitation.token,
            code: invitation.code, expires: invitation.expires, inPublic: draft.channel.channelClass == .publicSocial)
    }
}

extension Principal {
    /// A person's answer ends a turn; an automatic one only if the service level names it.
    func endsTurns(under terms: Terms) -> Bool {
        switch self {
        case .staff: true
        case .automation(let name): terms.serviceLevel.substantiveAutomaticAnswers.contains(name)
        case .customer, .system, .network: false
        }
    }
}
