import Ledger

extension Decider {
    /// Another person, in a role that the pack names, lets a held act go; policy is asked once more, and every role that it names must agree.
    func approve(_ order: ApproveOrder, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        let (state, keeper, send) = try send(order.send, of: try conversation(order.conversation).id)
        guard case .held = send.phase, let held = send.held else { throw .wrongPhase(send.phase.word) }
        guard !terms.packs.packs.isEmpty else { throw .notAllowed("No packs are in force; held acts wait until they load.") }
        if let seen = order.content, seen != send.content { throw .approvalLapsed }
        if let reading = order.reading, reading.terms != terms.fingerprint { throw .termsChanged }
        let (facts, decision) = answer(
            to: self.facts(for: held, readAnew: order.reading, by: send.author ?? .system, on: state), isScheduled: send.isScheduled)
        switch decision.verdict {
        case .send, .sendWarn, .hold: break
        default: throw .notAllowed(decision.instead ?? "Policy does not let this go out any more. Reject it and write anew.")
        }
        // What holds it now counts as well as what held it then.
        let needed = Set(held.approvers).union(decision.verdict == .hold ? decision.approvers.map(\.text) : [])
        guard needed.contains(order.role) else {
            throw .notAllowed("This needs the role \(needed.sorted().joined(separator: ", ")).")
        }
        guard send.author != .staff(by) else { throw .notAllowed("Somebody else than the author must approve.") }
        // In a conversation that was merged away the words were written before all that stands in the other one.
        guard keeper.id == state.id, held.afterMessages == state.inboundCount else { throw .approvalLapsed }
        guard send.approvals[order.role] == nil else { throw .nothingToDo }
        guard !send.approvals.values.contains(by) else { throw .notAllowed("Each role that must agree is another person's.") }
        var decided = Decided(.approve, streams: [state.id.key, by.key])
        decided.events = [
            .approved(
                Approved(send: order.send, by: by, role: order.role, asked: Asked(facts), content: send.content.map { "\($0)" }))
        ]
        if needed.isSubset(of: Set(send.approvals.keys).union([order.role])) {
            // One with its own time goes out then, and is asked for once more; what it lapsed by before is settled.
            var settled = held
            settled.lapse = nil
            decided.events.append(send.isScheduled ? .scheduled(settled) : .queued(held.queued))
            if var offered = held.offered {
                // Its life begins when it goes out, not when it was written.
                if let expires = order.offerExpires { offered.expires = max(offered.expires, expires) }
                decided.events.append(.handoffOffered(offered))
            }
            decided.verdict = .send
        } else {
            decided.verdict = .hold
        }
        decided.subject = order.send
        decided.channel = held.queued.channel
        return decided
    }

    func reject(_ order: RejectOrder, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        let (state, keeper, send) = try send(order.send, of: try conversation(order.conversation).id)
        guard send.phase == .held || send.phase == .scheduled else { throw .wrongPhase(send.phase.word) }
        var decided = Decided(
            .reject, streams: state.streams(with: keeper),
            events: [.rejected(Rejected(send: order.send, by: by, reason: order.reason))])
        decided.subject = order.send
        return decided
    }

    /// A send, with the part that keeps it and the conversation that this goes on in.
    func send(_ id: EventID, of conversation: ConversationID) throws(Refusal)
        -> (root: ConversationState, keeper: ConversationState, send: Send)
    {
        guard let root = states.root(of: conversation) else { throw .unknownConversation }
        guard let keeper = states.member(of: root, where: { $0.sends[id] != nil }), let send = keeper.sends[id] else { throw .unknownSend }
        return (root, keeper, send)
    }
}
