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
        let target = clock.parts.contains(part) ? part : clock.root
        let promise = promising(origins: origins(of: state, began: began), labels: labels, priority: state?.priority ?? 0)
        guard let operation = try? clock.customerWrote(published: published, in: target, promise: promise) else { return nil }
        // A label that came with the message may make the running turn stricter than the message alone.
        if case .keep(let turn?) = operation, turn.ended == nil,
            let tightened = try? clock.tighten(in: target, promise: promise), case .tighten = tightened
        {
            return tightened.step
        }
        return operation.step
    }

    /// A substantive answer, at the network's time of acceptance, given in a part of the conversation.
    func clockAfterAnswer(at: Timestamp, of send: UInt64, in part: ConversationID, of state: ConversationState) -> ClockStep? {
        var clock = state.clock
        let target = clock.parts.contains(part) ? part : clock.root
        let promise = promising(origins: origins(of: state, began: state.began), labels: state.labels, priority: state.priority)
        return (try? clock.answered(at: at, of: send, in: target, promise: promise))?.step
    }

    /// A substantive answer came back: the turn that it ended, where it runs again; nil where it does not.
    func clockAfterReturn(at: Timestamp, of send: UInt64, in part: ConversationID, of state: ConversationState) -> (Turn, ClockStep?)? {
        var clock = state.clock
        let target = clock.parts.contains(part) ? part : clock.root
        guard let operation = try? clock.returned(at: at, of: send, in: target), let turn = operation.turn else { return nil }
        if case .keep = operation { return nil }
        return (turn, operation.step)
    }

    /// A stricter target for the visible turn, and the part where that turn began; nil if nothing changes.
    func clockTightened(of state: ConversationState, labels: Set<String>, priority: Int) -> (part: ConversationID, step: ClockStep)? {
        var clock = state.clock
        // A later start is never due earlier for the same targets: the turn that began first decides.
        let running = clock.parts.compactMap { part in clock.runningTurn(of: part).map { (part: part, start: $0.start) } }
        guard let first = running.min(by: { ($0.start, $0.part.description) < ($1.start, $1.part.description) }) else { return nil }
        let promise = promising(origins: origins(of: state, began: state.began), labels: labels, priority: priority)
        guard let operation = try? clock.tighten(in: first.part, promise: promise), case .tighten = operation, let step = operation.step
        else { return nil }
        return (first.part, step)
    }

    /// A promise for a turn that has none: an answer in another part, or an undone merge, uncovered it.
    func clockPromised(of state: ConversationState) -> (part: ConversationID, step: ClockStep)? {
        var clock = state.clock
        let unpromised = clock.unpromised.min { ($0.start, $0.part.description) < ($1.start, $1.part.description) }
        guard let (part, start) = unpromised else { return nil }
        let promise = promising(origins: origins(of: state, began: state.began), labels: state.labels, priority: state.priority)
        guard (try? clock.insert(promise(start), start: start, in: part)) != nil, let turn = clock.turn(containing: start, of: part),
            let step = ServiceLevels.ClockOperation.start(turn).step
        else { return nil }
        return (part, step)
    }

    /// What stands in the leaf of a move or an assignment: the turn runs on as it was.
    func clockKept(of state: ConversationState) -> ClockStep? {
        ServiceLevels.ClockOperation.keep(state.clock.runningTurn).step
    }

    /// Where the conversation and what was merged into it began: the strictest counts.
    private func origins(of state: ConversationState?, began: ChannelKind) -> Set<ChannelClass> {
        Set([began.channelClass] + (state.map { states.members(of: $0).map(\.began.channelClass) } ?? []))
    }

    /// The promise under the terms in force: the strictest of origin, labels and priority.
    ///
    /// Where no calendar covers the time, every hour counts: that is never later than what a calendar would have said.
    private func promising(origins: Set<ChannelClass>, labels: Set<String>, priority: Int)
        -> (_ start: Timestamp) throws(CalendarError) -> Promise
    {
        let terms = terms
        let priority = priority == 0 ? nil : String(priority)
        return { (start: Timestamp) throws(CalendarError) -> Promise in
            var strictest: Promise?
            for origin in origins {
                let promise: Promise
                do throws(CalendarError) {
                    let found = try terms.serviceLevel.resolve(
                        start: start, origin: origin.word, labels: labels, priority: priority, staffed: terms.staffed)
                    promise = Promise(target: found.rule.target, due: found.due, terms: terms.index ?? 0)
                } catch {
                    let rules = terms.serviceLevel.rules(origin: origin.word, labels: labels, priority: priority)
                    guard let seconds = rules.map(\.target.seconds).min() else { throw error }
                    promise = Promise(
                        target: ResponseTarget(seconds: seconds, basis: .allTime), due: start.adding(seconds: Int64(seconds)),
                        terms: terms.index ?? 0)
                }
                if strictest.map({ promise.isStricter(than: $0) }) ?? true { strictest = promise }
            }
            guard let strictest else { preconditionFailure("a conversation began somewhere") }
            return strictest
        }
    }
}
