import Ledger

extension Decider {
    /// What policy knows about an act that wants to go out: the text's findings and labels, and the conversation's state.
    func facts(for draft: Draft, by principal: Principal, on state: ConversationState) -> Facts {
        var facts = Facts(
            direction: .outbound, now: now, act: Act(draft.act), actor: principal.role, channel: draft.channel,
            findings: draft.reading.findings, labels: draft.reading.labels, values: state.facts)
        if let recipient = draft.recipient {
            facts.assurance = states.parties[recipient.party]?.identities.first { $0.key == recipient.key }?.assurance ?? .none
        }
        facts.values[FactPath("thread", "last_user_message")] = state.lastInbound[draft.channel].map { .instant($0) }
        if let invitation = draft.invitation { facts.values[FactPath("to")] = .word(invitation.destination) }
        let mail = state.parties.contains { states.parties[$0]?.identity(on: .mail) != nil }
        facts.values[FactPath("thread", "email_on_record")] = .flag(mail)
        return facts
    }

    /// The deadlines that a decision asks for, by the rules of the terms. One that no calendar covers is left to the report of terms.
    func deadlines(of decision: Decision, received: Timestamp) -> [DeadlineSet] {
        decision.deadlines.compactMap { name in
            guard let rule = terms.deadlines[name], let at = try? rule.due(from: received, in: terms.working) else { return nil }
            return DeadlineSet(name: name.text, at: at)
        }
    }
}

extension ConversationState {
    /// What rules may ask about the conversation itself.
    public var facts: [FactPath: FactValue] {
        var facts: [FactPath: FactValue] = [
            FactPath("thread", "origin"): .word(began.word), FactPath("thread", "complaint"): .flag(complaint),
        ]
        if let start = clock.runningTurn?.start { facts[FactPath("thread", "first_unanswered_at")] = .instant(start) }
        if let assigned { facts[FactPath("thread", "assigned")] = .word(assigned.description) }
        return facts
    }
}

extension Principal {
    /// Who acts, in the vocabulary's words for actors.
    public var role: ActorRole? {
        switch self {
        case .staff: ActorRole("agent")
        case .automation: ActorRole("bot")
        case .customer: ActorRole("customer")
        case .system, .network: nil
        }
    }
}

extension Decision {
    /// The rules that fired, as facts keep them.
    func trace() -> [RuleTrace] {
        trace.map { RuleTrace(pack: $0.pack.id, version: $0.pack.version, rule: $0.rule) }
    }

    var labelWords: [String] { labels.map(\.text) }
}

extension EventID {
    /// A name for the n-th thing that one command begins: the command's id with the number folded in.
    func derived(_ number: UInt64) -> EventID {
        let bytes = bytes
        let low = bytes[8...].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let high = bytes[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // Random halves: that both become zero is as likely as guessing the id.
        return EventID(high: high, low: low ^ number) ?? self
    }
}
