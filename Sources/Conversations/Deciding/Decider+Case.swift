import Ledger

extension Decider {
    func assign(_ id: ConversationID, _ to: StaffID, _ command: Command) throws(Refusal) -> Decided {
        let state = try conversation(id)
        guard state.assigned != to else { throw .nothingToDo }
        var decided = Decided(.assign, streams: [id.key, to.key], events: [.assigned(Assigned(to: to, at: now))])
        if let from = state.assigned {
            decided.events.insert(.unassigned(Unassigned(from: from)), at: 0)
            decided.streams.append(from.key)
        }
        decided.clock = clockKept(of: state)
        return decided
    }

    func unassign(_ id: ConversationID, _ command: Command) throws(Refusal) -> Decided {
        let state = try conversation(id)
        guard let from = state.assigned else { throw .nothingToDo }
        return Decided(.unassign, streams: [id.key, from.key], events: [.unassigned(Unassigned(from: from))])
    }

    /// Labels may make the target stricter, never looser.
    func label(_ order: LabelOrder, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        let state = try conversation(order.conversation)
        let added = order.add.filter { !state.labels.contains($0) }
        let removed = order.remove.filter { state.labels.contains($0) }
        guard !(added.isEmpty && removed.isEmpty) else { throw .nothingToDo }
        var decided = Decided(
            .label, streams: [state.id.key], events: [.labelled(Labelled(added: added, removed: removed, by: by))])
        decided.tighten(clockTightened(of: state, labels: state.labels.union(added).subtracting(removed), priority: state.priority))
        return decided
    }

    func prioritise(_ id: ConversationID, _ priority: Int, _ command: Command) throws(Refusal) -> Decided {
        let state = try conversation(id)
        guard (0...9).contains(priority) else { throw .notAllowed("A priority is a number from 0 to 9.") }
        guard state.priority != priority else { throw .nothingToDo }
        var decided = Decided(.prioritise, streams: [id.key], events: [.prioritised(Prioritised(priority: priority))])
        decided.tighten(clockTightened(of: state, labels: state.labels, priority: priority))
        return decided
    }

    /// Terms that came into force later tighten a running turn where their due time is earlier; a turn that was uncovered without a
    /// promise gets one. Once for each, until there is nothing to do.
    func tighten(_ id: ConversationID, _ command: Command) throws(Refusal) -> Decided {
        let state = try conversation(id)
        let stricter = clockTightened(of: state, labels: state.labels, priority: state.priority)
        guard let step = stricter ?? clockPromised(of: state) else { throw .nothingToDo }
        var decided = Decided(
            .tighten, streams: [id.key], events: [.tightened(Tightened(reason: stricter == nil ? "uncovered" : "terms"))])
        decided.tighten(step)
        return decided
    }

    func completeTask(_ id: ConversationID, _ task: EventID, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        let state = try conversation(id)
        guard let keeper = states.member(of: state, where: { $0.openTasks[task] != nil }) else { throw .unknownTask }
        var decided = Decided(.completeTask, streams: state.streams(with: keeper), events: [.taskDone(TaskDone(task: task, by: by))])
        decided.subject = task
        return decided
    }

    func resolve(_ order: ResolveOrder, _ command: Command) throws(Refusal) -> Decided {
        let state = try conversation(order.conversation)
        guard state.isOpen else { throw .nothingToDo }
        let isUnderWay = states.members(of: state).contains { member in
            member.sends.values.contains { $0.phase == .queued || $0.phase == .unknown || $0.phase == .held }
        }
        guard !isUnderWay else {
            throw .notAllowed("A send is still on its way or held. Wait for it, or decide it, then resolve.")
        }
        var decided = Decided(
            .resolve, streams: [state.id.key], events: [.resolved(Resolved(code: order.code, sentiment: order.sentiment))])
        // Law 1: only an answer ends a turn. What is closed beside it would wait where nobody looks, so that takes a word of its own, as
        // closing noise does; the turn runs on in every report.
        if let turn = state.clock.runningTurn {
            guard order.unanswered else {
                throw .notAllowed(
                    "The customer has waited for an answer since \(turn.start). Answer first, or resolve it as unanswered if none is due.")
            }
            decided.events.append(.closedUnanswered(ClosedUnanswered(since: turn.start, by: try staff(command))))
        }
        return decided
    }

    func reopen(_ id: ConversationID, _ command: Command) throws(Refusal) -> Decided {
        let state = try conversation(id)
        guard state.isResolved else { throw .nothingToDo }
        return Decided(.reopen, streams: [id.key], events: [.reopened])
    }
}
