import Ledger

extension Decider {
    /// The handoff with the part that keeps it, and the streams of an entry about it.
    private func handoff(_ id: EventID, of conversationID: ConversationID) throws(Refusal)
        -> (root: ConversationState, keeper: ConversationState, streams: [StreamKey], handoff: Handoff)
    {
        guard let root = states.root(of: conversationID), let keeper = states.member(of: root, where: { $0.handoffs[id] != nil }),
            let handoff = keeper.handoffs[id]
        else { throw .unknownHandoff }
        return (root, keeper, root.streams(with: keeper), handoff)
    }

    /// The code that went to the handle, entered on the page: the visitor holds the handle.
    func openHandoff(_ order: OpenHandoffOrder, _ command: Command) throws(Refusal) -> Decided {
        let (_, keeper, streams, handoff) = try handoff(order.handoff, of: order.conversation)
        var decided: Decided
        switch handoff.answer(code: order.code, at: now) {
        case .closed: throw .linkClosed
        case .refused(let attempts):
            decided = Decided(
                .refuseHandoff, streams: streams,
                events: [.handoffRefused(HandoffRefused(handoff: handoff.id, attempts: attempts))])
        case .proved:
            decided = Decided(
                .openHandoff, streams: streams + [handoff.party.key],
                events: [.handoffOpened(HandoffOpened(handoff: handoff.id, session: order.session))])
            if let identity = states.parties[handoff.party]?.identities.first(where: { $0.key == handoff.handle }),
                identity.assurance < .platform
            {
                var raised = identity
                raised.assurance = .platform
                decided.events.append(.identityRaised(IdentityRaised(party: handoff.party, identity: raised)))
            }
        }
        decided.subject = handoff.id
        decided.partyNumber = keeper.number(of: handoff.party)
        return decided
    }

    /// The visitor names a mailbox; a code goes there through the outbox like everything else.
    func nameMailbox(_ order: NameMailboxOrder, _ command: Command) throws(Refusal) -> Decided {
        let (_, keeper, streams, handoff) = try handoff(order.handoff, of: order.conversation)
        let opened: KeyedHash
        switch handoff.phase {
        case .opened(let session): opened = session
        case .mailboxNamed(let session, _, _, _): opened = session
        case .offered, .joined, .lapsed, .returned: throw .linkClosed
        }
        guard opened.matches(order.session), now < handoff.expires, handoff.attempts < Handoff.attemptsAllowed,
            handoff.mailboxes < Handoff.mailboxesAllowed
        else { throw .linkClosed }
        var decided = Decided(.nameMailbox, streams: streams)
        decided.events = [
            .mailboxNamed(MailboxNamed(handoff: handoff.id, mailbox: order.mailbox, code: order.code, expires: order.expires)),
            .queued(
                Queued(
                    send: command.id, act: ActWords.verification, channel: .plainEmail, channelAccount: order.channelAccount,
                    recipient: order.mailbox, party: nil, inReplyTo: nil, substantive: false, warned: false, decision: Verdict.send.word,
                    labels: [], rules: [], providerKey: order.messageID.key)),
        ]
        decided.content = [
            ContentField(.text, order.text), ContentField(.subject, order.subject), ContentField(.recipient, order.address),
            ContentField(.providerID, order.messageID.value),
        ]
        decided.channel = .plainEmail
        decided.verdict = .send
        decided.subject = handoff.id
        decided.partyNumber = keeper.number(of: handoff.party)
        return decided
    }

    /// Both codes in one session: the mailbox joins the party, the conversation goes on there.
    func proveMailbox(_ order: ProveMailboxOrder, _ command: Command) throws(Refusal) -> Decided {
        let (root, keeper, streams, handoff) = try handoff(order.handoff, of: order.conversation)
        switch handoff.answer(mailboxCode: order.code, session: order.session, at: now) {
        case .closed: throw .linkClosed
        case .refused(let attempts):
            var decided = Decided(
                .refuseHandoff, streams: streams,
                events: [.handoffRefused(HandoffRefused(handoff: handoff.id, attempts: attempts))])
            decided.subject = handoff.id
            return decided
        case .proved:
            guard case .mailboxNamed(_, let mailbox, _, _) = handoff.phase else { throw .linkClosed }
            let identity = Identity(network: .mail, key: mailbox, assurance: .possession)
            var decided = Decided(.joinHandoff, streams: streams + [handoff.party.key])
            decided.events = [
                .identitiesJoined(IdentitiesJoined(party: handoff.party, identity: identity)),
                .handoffJoined(HandoffJoined(handoff: handoff.id, party: handoff.party, mailbox: mailbox, channel: .secureEmail)),
            ]
            decided.clock = clockKept(of: root)
            decided.subject = handoff.id
            decided.channel = .secureEmail
            decided.partyNumber = keeper.number(of: handoff.party)
            return decided
        }
    }

    func lapseHandoff(_ order: HandoffOrder, _ command: Command) throws(Refusal) -> Decided {
        let (_, _, streams, handoff) = try handoff(order.handoff, of: order.conversation)
        switch handoff.phase {
        case .offered, .opened, .mailboxNamed: break
        case .joined, .lapsed, .returned: throw .nothingToDo
        }
        guard now >= handoff.end || handoff.attempts >= Handoff.attemptsAllowed else { throw .notAllowed("The link is still good.") }
        var decided = Decided(
            .lapseHandoff, streams: streams, events: [.handoffLapsed(HandoffLapsed(handoff: handoff.id))])
        decided.subject = handoff.id
        return decided
    }

    /// The way back to public is one step.
    func returnHandoff(_ order: HandoffOrder, _ command: Command) throws(Refusal) -> Decided {
        let (root, _, streams, handoff) = try handoff(order.handoff, of: order.conversation)
        guard handoff.phase == .joined else { throw .linkClosed }
        var decided = Decided(
            .returnHandoff, streams: streams, events: [.handoffReturned(HandoffReturned(handoff: handoff.id))])
        decided.clock = clockKept(of: root)
        decided.subject = handoff.id
        return decided
    }
}
