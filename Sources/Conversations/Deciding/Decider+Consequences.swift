import Ledger

extension Decider {
    /// What a policy decision does besides its verdict: effects have code behind them, every other action becomes a task of its name.
    func consequences(of decision: Decision, command: EventID, channel: ChannelKind, received: Timestamp, state: ConversationState?)
        -> [Event]
    {
        var events: [Event] = []
        let rules = decision.trace()
        if let route = decision.route, state?.route != route.text {
            events.append(.routed(Routed(route: route.text, rules: rules)))
        }
        var number: UInt64 = 0
        let set = deadlines(of: decision, received: received).filter { state?.deadlines[$0.name] == nil }
        let besides = Set(alerts(for: set)).union(decision.isUnavailable ? terms.whenUnavailable : []).subtracting(decision.actions)
        for action in decision.actions + besides.sorted() {
            guard let effect = Effect(rawValue: action.text) else {
                number += 1
                if state?.openTasks.values.contains(action.text) != true {
                    events.append(.taskOpened(TaskOpened(task: command.derived(number), action: action.text, rules: rules)))
                }
                continue
            }
            switch effect {
            case .createComplaintRecord:
                if state?.complaint != true { events.append(.complaintRecorded(ComplaintRecorded(received: received))) }
            case .suppressAutomation:
                if state?.automationSuppressed != true { events.append(.automationSuppressed) }
            case .suppressSurvey:
                if state?.surveySuppressed != true { events.append(.surveySuppressed) }
            case .hidePublicItem:
                break
            case .recordNearMiss, .recordAudit, .redactSpan, .destroySecret, .redactPreviousSpan, .startClock, .keepClock,
                .startComplaintClock, .keepComplaintClock, .joinSameThread, .attachToThreadAsUnverified, .openUnlinkedThread,
                .offerPrivateHandoff,
                .policyUnavailable, .bypassHold, .consumeLink, .invalidateLink, .showNeutralPage, .requireLogin, .removeFromDisplay:
                // These are done where they belong: in the reading, the placement, the clock, the handoff page, or by writing this entry.
                break
            }
        }
        events += set.map { .deadlineSet($0) }
        return events
    }
}
