import Ledger

extension Decider {
    /// Somebody wants something to go out: policy says whether, and only then does it reach the outbox.
    func submit(_ draft: Draft, _ command: Command) throws(Refusal) -> Decided {
        guard draft.reading.terms == terms.fingerprint else { throw .termsChanged }
        let state = try conversation(draft.conversation)
        if let recipient = draft.recipient, !state.parties.contains(recipient.party) { throw .unknownParty }
        if state.answered(after: draft.seen, by: command.principal) { throw .answeredMeanwhile }

        let decision = terms.packs.decide(facts(for: draft, by: command.principal, on: state))
        let queued = queuedEvent(draft, command.id, by: command.principal, decision)
        let rules = decision.trace()
        var decided = Decided(.submit, streams: [state.id.key])
        if case .staff(let id) = command.principal { decided.streams.append(id.key) }
        decided.channel = draft.channel
        decided.verdict = decision.verdict
        switch decision.verdict {
        case .send, .sendWarn:
            decided.events.append(.queued(queued))
            if let invitation = draft.invitation { decided.events += offer(invitation, draft, command.id) }
            decided.content = content(of: draft)
        case .hold:
            decided.events.append(
                .held(
                    Held(
                        send: command.id, approver: decision.approver?.text ?? "", rules: rules, queued: queued,
                        afterMessages: state.inboundCount)))
            decided.content = content(of: draft)
        default:
            // Nothing of what was stopped is kept: it may be the very thing that must not be on disk.
            decided.events.append(
                .blocked(
                    Blocked(
                        send: command.id, channel: draft.channel, labels: decision.labelWords, rules: rules,
                        instead: decision.instead.map { [$0] } ?? [])))
            if !draft.reading.redactions.isEmpty {
                decided.events.append(.nearMiss(NearMiss(redactions: draft.reading.redactions, rules: rules)))
            }
        }
        decided.events += consequences(of: decision, command: command.id, channel: draft.channel, received: now, state: state)
        return decided
    }

    private func queuedEvent(_ draft: Draft, _ send: EventID, by: Principal, _ decision: Decision) -> Queued {
        // Law 1: a reply is substantive unless it is sent as an acknowledgement, only carries the invitation to move, or a pack says so.
        let replies = draft.act == ActWords.reply || draft.act == ActWords.privateReply
        let substantive = replies && draft.invitation == nil && by.endsTurns(under: terms)
        return Queued(
            send: send, act: draft.act, channel: draft.channel, channelAccount: draft.channelAccount, recipient: draft.recipient?.key,
            party: draft.recipient?.party, inReplyTo: draft.inReplyTo,
            substantive: substantive && terms.acknowledgementLabels.isDisjoint(with: decision.labels),
            warned: decision.verdict == .sendWarn,
            decision: decision.verdict.word, labels: decision.labelWords, rules: decision.trace(), providerKey: draft.messageID?.key)
    }

    private func content(of draft: Draft) -> [ContentField] {
        var fields = [ContentField(.text, draft.reading.text)]
        if let subject = draft.subject { fields.append(ContentField(.subject, subject)) }
        if let address = draft.recipient?.address { fields.append(ContentField(.recipient, address)) }
        if let id = draft.messageID?.value { fields.append(ContentField(.providerID, id)) }
        return fields
    }

    private func offer(_ invitation: Draft.Invitation, _ draft: Draft, _ id: EventID) -> [Event] {
        guard let recipient = draft.recipient else { return [] }
        return [
            .handoffOffered(
                HandoffOffered(
                    handoff: id, destination: invitation.destination, party: recipient.party, handle: recipient.key,
                    token: invitation.token,
                    code: invitation.code, expires: invitation.expires, inPublic: draft.channel.channelClass == .publicSocial))
        ]
    }

    /// Another person, in the role that the pack names, lets a held act go; policy is asked once more.
    func approve(_ order: ApproveOrder, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        let state = try conversation(order.conversation)
        guard let send = state.sends[order.send] else { throw .unknownSend }
        guard case .held = send.phase, let held = send.held else { throw .wrongPhase(send.phase.word) }
        guard held.approver == order.role else { throw .notAllowed("This needs the role \(held.approver).") }
        guard send.author != .staff(by) else { throw .notAllowed("Somebody else than the author must approve.") }
        guard held.afterMessages == state.inboundCount else { throw .approvalLapsed }
        guard !terms.packs.packs.isEmpty else { throw .notAllowed("No packs are in force; held acts wait until they load.") }
        var decided = Decided(
            .approve, streams: [state.id.key, by.key],
            events: [.approved(Approved(send: order.send, by: by, role: order.role)), .queued(held.queued)])
        decided.subject = order.send
        decided.channel = held.queued.channel
        return decided
    }

    func reject(_ order: RejectOrder, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        let state = try conversation(order.conversation)
        guard let send = state.sends[order.send] else { throw .unknownSend }
        guard case .held = send.phase else { throw .wrongPhase(send.phase.word) }
        var decided = Decided(
            .reject, streams: [state.id.key], events: [.rejected(Rejected(send: order.send, by: by, reason: order.reason))])
        decided.subject = order.send
        return decided
    }

    /// What the connector reports of a send; only here does a turn end.
    func record(_ report: SendReport, _ command: Command) throws(Refusal) -> Decided {
        guard let state = states.root(of: report.conversation) else { throw .unknownConversation }
        guard let send = state.sends[report.send] else { throw .unknownSend }
        let streams = [state.id.key]
        var decided: Decided
        switch report.outcome {
        case .accepted(let at, let providerKey, let threadKey, let providerID):
            guard send.phase == .queued || send.phase == .unknown else { throw .wrongPhase(send.phase.word) }
            let accepted = min(at, now)
            decided = Decided(
                .recordAccepted, streams: streams,
                events: [.accepted(Accepted(send: report.send, at: accepted, providerKey: providerKey, threadKey: threadKey))])
            decided.source = accepted
            decided.content = providerID.map { [ContentField(.providerID, $0)] } ?? []
            if send.queued?.substantive == true { decided.clock = clockAfterAnswer(at: accepted, of: state) }
        case .found(let providerKey, let threadKey, let providerID):
            guard send.phase == .unknown else { throw .wrongPhase(send.phase.word) }
            decided = Decided(
                .recordFound, streams: streams,
                events: [.sendFound(SendFound(send: report.send, at: now, providerKey: providerKey, threadKey: threadKey))])
            decided.source = now
            decided.content = providerID.map { [ContentField(.providerID, $0)] } ?? []
            if send.queued?.substantive == true { decided.clock = clockAfterAnswer(at: now, of: state) }
        case .failed(let reason):
            guard send.phase == .queued || send.phase == .unknown else { throw .wrongPhase(send.phase.word) }
            decided = Decided(.recordFailed, streams: [state.id.key], events: [.failed(Failed(send: report.send, reason: reason))])
        case .unknown(let reason):
            guard send.phase == .queued else { throw .wrongPhase(send.phase.word) }
            decided = Decided(
                .recordUnknown, streams: [state.id.key], events: [.sendUnknown(SendUnknown(send: report.send, reason: reason))])
        case .absent:
            guard send.phase == .unknown else { throw .wrongPhase(send.phase.word) }
            var by: StaffID?
            if case .staff(let id) = command.principal { by = id }
            decided = Decided(.recordAbsent, streams: [state.id.key], events: [.sendAbsent(SendAbsent(send: report.send, by: by))])
        }
        decided.subject = report.send
        decided.channel = send.queued?.channel
        return decided
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
