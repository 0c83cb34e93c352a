/// From the first customer message without an answer to the first substantive answer.
public struct Turn: Hashable, Sendable {
    /// When the first unanswered customer message was published.
    public let start: Timestamp
    /// Nil only between the answer that uncovered this turn and the entry that gives it its promise.
    public let promise: Promise?
    /// The instant of the substantive answer; nil while the turn runs.
    public let ended: Timestamp?

    public init(start: Timestamp, promise: Promise?, ended: Timestamp? = nil) {
        self.start = start
        self.promise = promise
        self.ended = ended
    }

    public enum Standing: Hashable, Sendable {
        case running
        case overdue
        case answeredInTime
        case answeredLate
    }

    /// How the promise stands at an instant, to the millisecond: an answer at the due time is in time. A turn without a promise
    /// is never late. Nobody has to look for this to become true.
    public func standing(at now: Timestamp) -> Standing {
        let due = promise?.due ?? .distantFuture
        if let ended, ended <= now { return ended <= due ? .answeredInTime : .answeredLate }
        return now <= due ? .running : .overdue
    }

    /// Both as one: the earlier start, the stricter promise.
    func joined(with other: Turn) -> Turn {
        Turn(start: min(start, other.start), promise: Promise.stricter(promise, other.promise), ended: ended)
    }
}

extension Promise {
    static func stricter(_ one: Promise?, _ other: Promise?) -> Promise? {
        guard let one, let other else { return one ?? other }
        return other.isStricter(than: one) ? other : one
    }
}
