import Ledger

extension Decider {
    /// What a policy decision does besides its verdict: effects have code behind them, every other action becomes a task of its name.
    /// - Parameter more: what has to happen besides, whatever the decision says.
    func consequences(
        of decision: Decision, command: EventID, channel: ChannelKind, received: Timestamp, state: ConversationState?,
        more: Set<Action> = []
    ) -> [Event] {
        var events: [Event] = []
        let rules = decision.trace()
        if let route = decision.route, state?.route != route.text {
            events.append(.routed(Routed(route: route.text, rules: rules)))
        }
        var number: UInt64 = 0
        var values = state?.facts ?? [:]
        let newest = decision.direction == .inbound ? received : state?.lastInbound[channel]
        values[TermsDeadline.newestMessage] = newest.map { .instant($0) }
        let complaint = FactPath("thread", "received")
        if values[complaint] == nil, decision.effects.contains(.createComplaintRecord) { values[complaint] = .instant(received) }
        let set = deadlines(of: decision, received: received, values: values).filter { set in
            guard let before = state?.deadlines[set.name] else { return true }
            // A deadline stands as it was set, but for one that goes with the customer's newest message.
            return terms.deadlines[DeadlineName(set.name)]?.moves == true && before < set.at
        }
        let besides = Set(alerts(for: set, received: received, values: values)).union(decision.isUnavailable ? terms.whenUnavailable : [])
            .union(more).subtracting(
                decision.actions)
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
