/// The span in which a deadline does not run, such as while an asked-for proof of identity is awaited.
public struct DeadlinePause: Hashable, Sendable {
    /// The facts that hold its two ends. Where the second is missing, the deadline has not begun to run again.
    public var from: FactPath
    public var to: FactPath
    /// A fact that has to be yes for the pause to count; one that is not stated is.
    public var only: FactPath?

    public init(from: FactPath, to: FactPath, only: FactPath? = nil) {
        self.from = from
        self.to = to
        self.only = only
    }

    /// The span for the facts of an act; nil where there was none.
    public func span(in facts: Facts) -> Range<Timestamp>? {
        guard case .instant(let begin)? = facts.values[from] else { return nil }
        if let only, facts.values[only] == .flag(false) { return nil }
        var end = facts.now
        if case .instant(let stated)? = facts.values[to] { end = stated }
        return begin < end ? begin..<end : nil
    }
}
