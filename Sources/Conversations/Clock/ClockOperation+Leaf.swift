import Ledger
import ServiceLevels

extension ServiceLevels.ClockOperation {
    /// How the leaf writes the operation down.
    var step: ClockStep? {
        switch self {
        case .keep(let turn): ClockStep(.keep, turn) ?? ClockStep(withoutTurn: .keep)
        case .start(let turn): ClockStep(.start, turn)
        case .earlierStart(let turn): ClockStep(.earlierStart, turn)
        case .tighten(let turn): ClockStep(.tighten, turn)
        // A turn that was uncovered and has no promise yet is answered all the same.
        case .end(let turn): ClockStep(.end, turn) ?? ClockStep(withoutTurn: .keep)
        // The entry's source time is the instant of the answer.
        case .endAndStart(_, let started): ClockStep(.start, started)
        case .merge(let turn): ClockStep(.merge, turn) ?? ClockStep(withoutTurn: .merge)
        case .split(let turn): ClockStep(.split, turn) ?? ClockStep(withoutTurn: .split)
        case .undo(let turn): ClockStep(.undo, turn) ?? ClockStep(withoutTurn: .undo)
        }
    }
}

extension ClockStep {
    /// Nil where no turn with a promise is spoken of.
    fileprivate init?(_ operation: Ledger.ClockOperation, _ turn: Turn?) {
        guard let turn, let promise = turn.promise else { return nil }
        self.init(
            operation,
            ClockReading(
                basis: promise.target.basis == .staffed ? .staffedTime : .allTime, target: promise.target.seconds,
                turnStart: turn.start.milliseconds,
                resolved: operation == .end ? (turn.ended ?? promise.due).milliseconds : promise.due.milliseconds))
    }

    /// The start of the turn that the step speaks of and the promise made for it.
    func promise(terms: UInt64?) -> (start: Timestamp, promise: Promise)? {
        guard let reading, operation != .end else { return nil }
        return (
            Timestamp(milliseconds: reading.turnStart),
            Promise(
                target: ResponseTarget(seconds: reading.target, basis: reading.basis == .staffedTime ? .staffed : .allTime),
                due: Timestamp(milliseconds: reading.resolved), terms: terms ?? 0)
        )
    }
}
