/// What an event did to the clock, as the ledger leaf of that event records it.
public enum ClockOperation: Hashable, Sendable {
    /// Nothing; the turn that runs on, if one does.
    case keep(Turn?)
    /// A turn started. It has ended already where the message arrived after an answer that was given later than it was published.
    case start(Turn)
    /// A message arrived that was published before the turn's start.
    case earlierStart(Turn)
    /// A stricter target holds for the turn.
    case tighten(Turn)
    /// The turn was answered.
    case end(Turn)
    /// The first turn was answered, and messages published after that answer were known already: the second began with them.
    /// A leaf records it as a start whose source time is the instant of the answer.
    case endAndStart(ended: Turn, started: Turn)
    /// The turn of the joined, split or parted conversation, if one runs.
    case merge(Turn?)
    case split(Turn?)
    case undo(Turn?)

    /// The turn of which the operation speaks; after `endAndStart` the new one.
    public var turn: Turn? {
        switch self {
        case .keep(let turn), .merge(let turn), .split(let turn), .undo(let turn): turn
        case .start(let turn), .earlierStart(let turn), .tighten(let turn), .end(let turn): turn
        case .endAndStart(_, let started): started
        }
    }
}
