import Ledger

extension Decider {
    /// What policy knows about an act that wants to go out: the text's findings and labels, and the conversation's state.
    func facts(for draft: Draft, by principal: Principal, on state: ConversationState) -> Facts {
        facts(
            act: draft.act, channel: draft.channel, findings: draft.reading.findings, labels: draft.reading.labels,
            recipient: draft.recipient.map { ($0.party, $0.key) }, destination: draft.invitation?.destination,
            attachments: draft.files.map(\.note), by: principal, on: state)
    }

    private func facts(
        act: String, channel: ChannelKind, findings: [DataClass: Level], labels: Set<Label>,
        recipient: (party: PartyID, key: KeyedHash)?, destination: String?, attachments: [AttachmentNote], by principal: Principal,
        on state: ConversationState
    ) -> Facts {
        // What the words themselves are is read from them; what the conversation is about it brings along.
        let earlier = state.labels.map { Label($0) }.filter { !terms.lexicons.canEarn($0, .outbound) }
        var facts = Facts(
            direction: .outbound, now: now, act: Act(act), actor: principal.role, channel: channel, findings: findings,
            labels: labels.union(earlier), values: state.facts)
        if let recipient {
            facts.assurance = states.parties[recipient.party]?.identities.first { $0.key == recipient.key }?.assurance ?? .none
        }
        facts.values[FactPath("thread", "last_user_message")] = state.lastInbound[channel].map { .instant($0) }
        facts.values.merge(now.localFacts(in: terms.working.zone)) { stated, _ in stated }
        facts.values.merge(attachments.facts) { _, new in new }
        if let destination { facts.values[FactPath("to")] = .word(destination) }
        let mail = states.parties(of: state).contains { states.parties[$0]?.identity(on: .mail) != nil }
        facts.values[FactPath("thread", "email_on_record")] = .flag(mail)
        derive(&facts, on: state)
        return facts
    }

    /// Adds the due times that comparisons ask for, as the conversation's entries set them, and what follows from two facts.
    private func derive(_ facts: inout Facts, on state: ConversationState) {
        guard !terms.comparisons.isEmpty else { return }
        for path in Set(terms.comparisons.values.flatMap { [$0.first, $0.second] }) where path.fact == "due" && facts.values[path] == nil {
            facts.values[path] = path.part.flatMap { state.deadlines[$0] }.map { .instant($0) }
        }
        for (path, comparison) in terms.comparisons where facts.values[path] == nil {
            facts.values[path] = comparison.value(in: facts.values, now: now).map { .flag($0) }
        }
    }

    /// The same for an act that is held, by what was noted of its text then, what is read in it now, and the conversation as it is now.
    ///
    /// Packs and lexicons may have changed since it was written; what either reading says counts.
    func facts(for held: Held, readAnew reading: Reading?, by principal: Principal, on state: ConversationState) -> Facts {
        var findings = reading?.findings ?? [:]
        for note in held.findings {
            if let dataClass = DataClass(word: note.dataClass), let level = Level(rawValue: note.level) {
                findings[dataClass] = max(level, findings[dataClass] ?? level)
            }
        }
        return facts(
            act: held.queued.act, channel: held.queued.channel, findings: findings,
            labels: Set(held.read.map { Label($0) }).union(reading?.labels ?? []),
            recipient: held.queued.recipient.flatMap { key in held.queued.party.map { ($0, key) } }, destination: held.offered?.destination,
            attachments: held.queued.attachments ?? [], by: principal, on: state)
    }

    /// The deadlines that a decision asks for, by the rules of the terms. One that no calendar covers is left to the report of terms.
    ///
    /// - Parameter values: facts of the conversation from whose instants some count.
    func deadlines(of decision: Decision, received: Timestamp, values: [FactPath: FactValue]) -> [DeadlineSet] {
        decision.deadlines.compactMap { name in
            guard let deadline = terms.deadlines[name], let anchor = deadline.anchor(received, values),
                let at = try? deadline.rule.due(from: anchor, in: deadline.working ?? terms.working)
            else { return nil }
            return DeadlineSet(name: name.text, at: at)
        }
    }

    /// What has to happen because the last working moment before a deadline lies on an earlier day.
    func alerts(for deadlines: [DeadlineSet], received: Timestamp, values: [FactPath: FactValue]) -> [Action] {
        deadlines.compactMap { set in
            guard let deadline = terms.deadlines[DeadlineName(set.name)], let alert = deadline.alert,
                let anchor = deadline.anchor(received, values)
            else { return nil }
            // Where no calendar covers the day nobody knows whether people work, and so somebody is told.
            do throws(CalendarError) {
                return try deadline.rule.lastWorkingMoment(from: anchor, in: deadline.working ?? terms.working) == nil ? nil : alert
            } catch { return alert }
        }
    }
}

extension ConversationState {
    /// What rules may ask about the conversation itself.
    public var facts: [FactPath: FactValue] {
        var facts: [FactPath: FactValue] = [
            FactPath("thread", "origin"): .word(began.word), FactPath(dotted: "thread.complaint"): .flag(complaint),
        ]
        if let received = complaintReceived { facts[FactPath("thread", "received")] = .instant(received) }
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

extension FindingNote {
    static func all(of findings: [DataClass: Level]) -> [FindingNote] {
        findings.sorted { $0.key < $1.key }.map { FindingNote(dataClass: $0.key.word, level: $0.value.rawValue) }
    }
}
