import AccountData
import Policies

/// Whether what a scenario forbids has happened. Each check looks at the effect: the answer, the effects, the clock, the kept text.
struct ProhibitionCheck {
    let decision: Decision
    let given: GivenFacts
    let clock: ScenarioClock
    /// What the domain did, where it has a command for the act.
    let act: ScenarioAct?
    let definitions: [DeadlineName: DeadlineDefinition]
    let scanner: Scanner

    /// What happened, in words, or nil.
    func violation(of prohibition: Prohibition) -> String? {
        switch prohibition {
        case .action(let action): decision.actions.contains(action) && act?.did(action, given) != false ? "\(action) happens" : nil
        case .verdicts(let verdicts): verdicts.contains(verdict) ? "the decision is \(verdict.word)" : nil
        case .storedFieldContains(let classes): storedFinding(of: classes)
        case .outboundContains(let classes): outboundFinding(of: classes)
        case .outboundLabel(let label): isSent && (act?.labels ?? decision.labels).contains(label) ? "a message with \(label) is sent" : nil
        case .outboundActor(let actor): automaticAnswer(by: actor)
        case .clockStartChanges: start != given.unansweredSince && given.unansweredSince != nil ? "the turn starts anew" : nil
        case .clockStops: given.unansweredSince != nil && (start == nil || endsTurn) ? "the turn ends" : nil
        case .deadlineUses(let hours): waits(for: hours)
        case .linkBecomes(let state): link(becomes: state)
        case .responseContains, .responseDiffersFrom, .responseSets: showsMore ? "the page shows more than the neutral one" : nil
        case .opensSecondConversation: opensSecond ? "a second conversation is opened" : nil
        case .mergesConversations: merges ? "two conversations become one" : nil
        // Quarantine keeps a message too.
        case .dropsMessage: decision.direction == .inbound && act?.kept != nil ? nil : "nothing was received"
        }
    }

    private var verdict: Verdict { act?.decided.verdict ?? decision.verdict }
    /// Something stands in the outbox.
    private var isSent: Bool { act.map { $0.queued != nil } ?? (decision.verdict == .send || decision.verdict == .sendWarn) }
    /// Where the turn starts that runs after the act.
    private var start: Timestamp? { act.map { $0.after.clock.runningTurn?.start } ?? clock.start }
    /// What stands in the outbox ends the turn once the network takes it.
    private var endsTurn: Bool { act?.queued?.substantive == true }
    private var opensSecond: Bool { act.map { $0.conversations > 1 } ?? decision.effects.contains(.openUnlinkedThread) }
    private var merges: Bool {
        act.map { $0.has { if case .merged = $0 { true } else { false } } } ?? decision.effects.contains(.joinSameThread)
    }

    private var showsMore: Bool {
        decision.verdict == .grant && !decision.effects.contains(.showNeutralPage) && !decision.effects.contains(.requireLogin)
    }

    /// Scans what would be kept.
    private func storedFinding(of classes: Set<DataClass>) -> String? {
        guard let text = given.text else { return nil }
        // An entry that keeps no text keeps nothing; without one, policy's own effects are done here.
        let isRedacted = decision.effects.contains(.redactSpan) || decision.effects.contains(.destroySecret)
        let kept = act.map { $0.kept ?? "" } ?? (isRedacted ? Self.redacted(text, given.findings) : text)
        guard case .findings(let found) = GivenFacts.scan(kept, by: scanner) else { return "the kept text cannot be scanned" }
        let left = found.filter { classes.contains($0.dataClass) && $0.level >= .likely }
        return left.first.map { "the kept text holds \($0.dataClass)" }
    }

    private func outboundFinding(of classes: Set<DataClass>) -> String? {
        guard decision.direction == .outbound, isSent else { return nil }
        return given.findings.first { classes.contains($0.dataClass) && $0.level >= .likely }.map { "\($0.dataClass) is sent" }
    }

    /// Where a customer writes, automation answers unless it is suppressed.
    private func automaticAnswer(by actor: ActorRole) -> String? {
        switch decision.direction {
        case .inbound:
            act.map { $0.after.automationSuppressed } ?? decision.effects.contains(.suppressAutomation)
                ? nil : "automation is not suppressed"
        case .outbound: isSent && given.facts.actor == actor ? "\(actor) answers" : nil
        case .access, .records, .system, .audit: nil
        }
    }

    private func waits(for hours: String) -> String? {
        guard hours == "staffed_hours" else { return "nothing is known about \(hours)" }
        let basis = act.map { $0.after.clock.runningTurn?.promise?.target.basis } ?? clock.target?.basis
        if basis == .staffed { return "the clock waits for staffed hours" }
        return decision.deadlines.first { definitions[$0]?.basis == .staffed }.map { "\($0) waits for staffed hours" }
    }

    private func link(becomes state: String) -> String? {
        switch state {
        case "used": decision.effects.contains(.consumeLink) ? "the link is used up" : nil
        default: "nothing is known about the state \(state)"
        }
    }

    private static func redacted(_ text: String, _ findings: [Finding]) -> String {
        var kept = String.UnicodeScalarView()
        for (place, scalar) in text.unicodeScalars.enumerated() {
            kept.append(findings.contains { $0.range.contains(place) } ? "•" : scalar)
        }
        return String(kept)
    }
}
