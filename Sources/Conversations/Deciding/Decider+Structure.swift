import Ledger
import ServiceLevels

extension Decider {
    /// More would be a mistake of somebody's, and every page of the conversation would be paid for it.
    static let greatestPartCount = 32

    func merge(_ part: ConversationID, _ into: ConversationID, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        guard part != into else { throw .nothingToDo }
        let root = try conversation(into)
        let state = try conversation(part)
        guard state.parts.isEmpty else { throw .notAllowed("Undo the other merge first: a merged conversation cannot become a part.") }
        guard root.parts.count < Decider.greatestPartCount else {
            throw .notAllowed("A conversation can have \(Decider.greatestPartCount) parts at most.")
        }
        var decided = Decided(
            .merge, streams: [into.key, part.key], events: [.merged(Merged(into: into, part: part, by: by))])
        var clock = root.clock
        decided.clock = (try? clock.merge(state.clock, into: clock.root, at: now))?.step
        return decided
    }

    func split(_ order: SplitOrder, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        let state = try conversation(order.conversation)
        guard states.conversations[order.part] == nil else { throw .duplicate }
        var decided = Decided(
            .split, streams: [state.id.key, order.part.key], events: [.split(Split(from: state.id, part: order.part, by: by))])
        decided.clock = ServiceLevels.ClockOperation.split(state.clock.runningTurn(of: state.id)).step
        decided.channel = state.began
        return decided
    }

    func unmerge(_ part: ConversationID, _ from: ConversationID, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        let root = try conversation(from)
        guard root.parts.contains(part) else {
            throw .notAllowed("The conversation has no such part.")
        }
        var decided = Decided(
            .unmerge, streams: [from.key, part.key], events: [.unmerged(Unmerged(from: from, part: part, by: by))])
        var clock = root.clock
        decided.clock = ServiceLevels.ClockOperation.undo((try? clock.undoMerge(of: part))?.runningTurn).step
        return decided
    }
}
