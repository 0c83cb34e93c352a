import Ledger

/// Acts that are written now and go out later: decided when they are written, and again when their time comes.
extension Decider {
    /// Nobody plans further ahead than this, in seconds: a year.
    static let furthest: Int64 = 366 * 86_400

    func guardTime(_ goesOut: Timestamp, of draft: Draft) throws(Refusal) {
        guard draft.invitation == nil, draft.completes == nil else { throw .notAllowed("An offer to move goes out at once or not at all.") }
        guard goesOut > now else { throw .notAllowed("The time at which it is to go out is over. Name a later one, or none.") }
        guard goesOut <= now.adding(seconds: Self.furthest) else { throw .notAllowed("It can be planned a year ahead, not further.") }
    }

    /// What policy answers. What goes out by itself later, or takes files along, is asked about as the act that it is and as that as well:
    /// the strictest answer stands, with everything that any says.
    func answer(to facts: Facts, isScheduled: Bool) -> (facts: Facts, decision: Decision) {
        var acts: [String] = isScheduled ? [ActWords.scheduled] : []
        if facts.values.keys.contains(where: { $0.fact == "attachment" }) { acts.append(ActWords.attaching) }
        var (asked, decision) = (facts, terms.packs.decide(facts))
        for act in acts {
            var other = facts
            other.act = Act(act)
            let answer = terms.packs.decide(other)
            let (labels, approvers, actions) = (decision.labels, decision.approvers, decision.actions)
            if answer.verdict.rawValue >= decision.verdict.rawValue { (asked, decision) = (other, answer) }
            decision.labels = Set(labels).union(answer.labels).sorted()
            decision.approvers = Set(approvers).union(answer.approvers).sorted()
            decision.actions = Set(actions).union(answer.actions).sorted()
        }
        return (asked, decision)
    }

    /// The time of an act has come. It goes out if policy lets it by now, or whoever has to agree did, to these words and with nothing
    /// new from the customer since; otherwise it is held, and somebody is told.
    func comeDue(_ order: DueOrder, _ command: Command) throws(Refusal) -> Decided {
        guard states.conversations[order.conversation] != nil else { throw .unknownConversation }
        let (state, keeper, send) = try send(order.send, of: order.conversation)
        guard send.phase == .scheduled, var held = send.held, let goesOut = send.goesOut else { throw .wrongPhase(send.phase.word) }
        guard goesOut <= now else { throw .notAllowed("Its time has not come.") }
        if let reading = order.reading, reading.terms != terms.fingerprint { throw .termsChanged }
        let (facts, decision) = answer(
            to: self.facts(for: held, readAnew: order.reading, by: send.author ?? .system, on: state), isScheduled: true)
        var decided = Decided(.comeDue, streams: state.streams(with: keeper))
        decided.subject = order.send
        decided.channel = held.queued.channel
        held.rules = decision.trace()
        held.asked = Asked(facts)
        let lapse = order.reading == nil ? .messageGone : lapse(of: held, send, decision, in: state, keptBy: keeper)
        if let lapse {
            held.lapse = lapse
            held.approver = decision.approver?.text ?? ""
            held.approvers = decision.verdict == .hold ? decision.approvers.map(\.text) : []
            decided.verdict = .hold
            decided.events = [.held(held)]
        } else {
            held.queued.asked = held.asked
            held.queued.rules = held.rules
            held.queued.labels = decision.labelWords
            held.queued.decision = decision.verdict.word
            decided.verdict = .send
            decided.events = [.queued(held.queued)]
        }
        decided.events += consequences(
            of: decision, command: command.id, channel: held.queued.channel, received: now, state: state,
            more: lapse == nil ? [] : terms.whenLapsed)
        return decided
    }

    /// Why it may not go out by itself any more; nil where it may.
    private func lapse(of held: Held, _ send: Send, _ decision: Decision, in state: ConversationState, keptBy keeper: ConversationState)
        -> Lapse?
    {
        if keeper.id != state.id { return .movedOn }
        if let answers = held.queued.inReplyTo, state.withdrawn.contains(answers) { return .messageGone }
        if held.afterMessages != state.inboundCount { return .newerMessage }
        if let author = send.author, let last = state.lastAnswer, last.by != author, last.sequence > send.sequence { return .answered }
        switch decision.verdict {
        case .send, .sendWarn: return nil
        case .hold:
            let isAgreed = decision.approvers.allSatisfy { send.approvals[$0.text] != nil }
            return !decision.isUnavailable && !decision.approvers.isEmpty && isAgreed ? nil : .otherAnswer
        default: return .otherAnswer
        }
    }
}
