import Conversations
import Ledger
import Policies

/// What came of an act, to be held against what was promised: read off the entry where the domain makes one, else off policy's answer.
struct ScenarioOutcome {
    var verdict: Verdict
    var labels: [Label]
    /// Effects that took place, and tasks that were opened.
    var actions: [Action]
    var route: Route?
    var approver: ApproverRole?
    var channel: Destination?
    var evidence: [EvidenceName]
    var metrics: [Metric]
    var deadlines: [ScenarioResult.DueTime]
    /// Where entry and policy do not say the same.
    var contradictions: [String] = []

    /// Policy alone.
    init(_ decision: Decision, deadlines: [ScenarioResult.DueTime]) {
        verdict = decision.verdict
        labels = decision.labels
        actions = decision.actions
        route = decision.route
        approver = decision.approver
        channel = decision.channel
        evidence = decision.evidence
        metrics = decision.metrics
        self.deadlines = deadlines
    }

    /// The entry. What no entry says (the way to answer instead, evidence to ask for, counters) stays policy's.
    init(
        _ decision: Decision, _ act: ScenarioAct, given: GivenFacts, terms: ScenarioTerms, definitions: [DeadlineName: DeadlineDefinition],
        stated: [ScenarioResult.DueTime]
    ) {
        self.init(decision, deadlines: [])
        deadlines = Self.deadlines(act, given, terms, stated.filter { definitions[$0.name]?.from != nil })
        actions = decision.actions.filter { act.did($0, given) }
        // A move is no act that policy is asked about again: its answer is the scenario's own.
        guard decision.direction != .system else { return }
        verdict = act.decided.verdict ?? decision.verdict
        if verdict != decision.verdict { contradictions.append("entry: policy says \(decision.verdict.word), it says \(verdict.word)") }
        if !act.isQuarantined { labels = act.labels }
        route = act.route ?? (act.after.route == decision.route?.text ? decision.route : nil)
        approver = act.held.map { ApproverRole($0.approver) }
        let goesOut = verdict == .send || verdict == .sendWarn
        if decision.direction == .outbound, goesOut != (act.queued != nil) {
            contradictions.append("outbox: \(goesOut ? "nothing" : "the act") is queued")
        }
        if verdict == .block, act.kept != nil { contradictions.append("entry: the blocked text is kept") }
    }

    /// Everything that a conversation is to be done by, as its entries set it.
    static func standing(_ state: ConversationState, _ terms: ScenarioTerms) -> [ScenarioResult.DueTime] {
        var found = state.deadlines.map { (DeadlineName($0.key), $0.value) }
        if let due = state.clock.runningTurn?.promise?.due { found.append((terms.terms.reportsAs, due)) }
        return found.map { .init(name: $0.0, at: $0.1, shown: $0.1.iso8601(in: terms.working.zone)) }.sorted { $0.name < $1.name }
    }

    /// The clock's own due time from the state after the act, and each deadline that an event sets. One that counts from another instant
    /// than the message itself is worked out from the scenario's facts.
    private static func deadlines(
        _ act: ScenarioAct, _ given: GivenFacts, _ terms: ScenarioTerms, _ stated: [ScenarioResult.DueTime]
    ) -> [ScenarioResult.DueTime] {
        var found = act.deadlines.map { (DeadlineName($0.name), $0.at) }
        let runs = act.decided.type == .receive || given.unansweredSince != nil
        if runs, let due = act.after.clock.runningTurn?.promise?.due { found.append((terms.terms.reportsAs, due)) }
        let due = found.map { ScenarioResult.DueTime(name: $0.0, at: $0.1, shown: $0.1.iso8601(in: terms.working.zone)) }
        return (due.filter { own in !stated.contains { $0.name == own.name } } + stated).sorted { $0.name < $1.name }
    }
}

extension ScenarioAct {
    /// Whether an action has taken place: a task is there, or the effect shows in the entry or in the state after it.
    func did(_ action: Action, _ given: GivenFacts) -> Bool {
        guard let effect = Effect(rawValue: action.text) else {
            // A move opens no tasks.
            return given.facts.direction == .system || tasks.contains(action) || after.openTasks.values.contains(action.text)
        }
        switch effect {
        case .redactSpan: return kept != given.text && given.text != nil
        case .destroySecret:
            // Either taken out of what is kept, or nothing is kept at all.
            guard let kept else { return true }
            return !given.findings.contains { $0.dataClass.isSecret && $0.level >= .likely } || kept != given.text
        case .startClock: return after.clock.runningTurn != nil && decided.clock != nil
        case .keepClock: return decided.clock?.operation == .keep && after.clock.runningTurn == before?.clock.runningTurn
        case .createComplaintRecord: return after.complaint
        case .startComplaintClock: return after.complaint && !after.deadlines.isEmpty
        case .suppressAutomation: return after.automationSuppressed
        case .suppressSurvey: return after.surveySuppressed
        case .joinSameThread: return conversations == 1 && before != nil
        case .recordAudit: return !decided.streams.isEmpty
        // Done by the page, by the connector after the commit, or by later commands: the entry's trace of rules asks for them.
        case .recordNearMiss, .hidePublicItem, .redactPreviousSpan, .keepComplaintClock, .attachToThreadAsUnverified, .openUnlinkedThread,
            .offerPrivateHandoff, .policyUnavailable, .bypassHold, .consumeLink, .invalidateLink, .showNeutralPage, .requireLogin,
            .removeFromDisplay:
            return true
        }
    }
}
