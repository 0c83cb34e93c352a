/// What a turn was promised: the target that was the strictest, and the instant it came to.
///
/// It holds only what a ledger leaf holds, so that a clock rebuilt from leaves alone equals the one that was decided.
public struct Promise: Hashable, Sendable {
    public let target: ResponseTarget
    /// The turn is answered in time if it ends at this instant or earlier.
    public let due: Timestamp
    /// Index of the ledger entry that put the terms in force under which this was worked out.
    public let terms: UInt64

    public init(target: ResponseTarget, due: Timestamp, terms: UInt64) {
        self.target = target
        self.due = due
        self.terms = terms
    }

    /// Whether this one is kept where two promises hold for one turn. The order is total, so that it does not matter which was
    /// heard of first: the earlier due time, then the shorter target, then staffed before all time, then the older terms.
    public func isStricter(than other: Promise) -> Bool {
        (due, target.seconds, target.basis, terms) < (other.due, other.target.seconds, other.target.basis, other.terms)
    }
}
