import Ledger
import ServiceLevels

/// How a decision moves the clock, and how that stands in the leaf.
extension Decider {
    /// A customer's message, in the part of the conversation that its evidence names.
    func clockAfterMessage(
        published: Timestamp, in part: ConversationID, of state: ConversationState?, began: ChannelKind, labels: Set<String>
    )
        -> ClockStep?
    {
        var clock = state?.clock ?? ConversationClock(part)
        let target = state?.clock.parts.contains(part) ?? true ? part : clock.root
        let promise = promising(began: began, labels: labels, priority: state?.priority ?? 0)
        guard let operation = try? clock.customerWrote(published: published, in: target, promise: promise) else { return nil }
        // A label that came with the message may make the running turn stricter than the message alone.
        if case .keep(let turn?) = operation, turn.ended == nil,
            let tightened = try? clock.tighten(in: target, promise: promise), case .tighten = tightened
        {
            return tightened.step
        }
        return operation.step
    }

    /// A substantive answer, at the network's time of acceptance.
    func clockAfterAnswer(at: Timestamp, of state: ConversationState) -> ClockStep? {
        var clock = state.clock
        let promise = promising(began: state.began, labels: state.labels, priority: state.priority)
        return (try? clock.answered(at: at, in: clock.root, promise: promise))?.step
    }

    /// A stricter target, if there is one; nil if nothing changes.
    func clockTightened(of state: ConversationState, labels: Set<String>, priority: Int) -> ClockStep? {
        var clock = state.clock
        let promise = promising(began: state.began, labels: labels, priority: priority)
        guard let operation = try? clock.tighten(in: clock.root, promise: promise), case .tighten = operation else { return nil }
        return operation.step
    }

    /// What stands in the leaf of a move or an assignment: the turn runs on as it was.
    func clockKept(of state: ConversationState) -> ClockStep? {
        ServiceLevels.ClockOperation.keep(state.clock.runningTurn).step
    }

    /// The promise under the terms in force: the strictest of origin, labels and priority.
    func promising(began: ChannelKind, labels: Set<String>, priority: Int) -> ConversationClock<ConversationID>.Promising {
        let terms = terms
        return { (start: Timestamp) throws(CalendarError) -> Promise in
            let found = try terms.serviceLevel.resolve(
                start: start, origin: began.channelClass.word, labels: labels, priority: priority == 0 ? nil : String(priority),
                staffed: terms.staffed)
            return Promise(target: found.rule.target, due: found.due, terms: terms.index ?? 0)
        }
    }
}
