/// A fact that follows from two others, so that rules need no arithmetic.
public struct FactComparison: Hashable, Sendable {
    public enum Relation: String, CaseIterable, Hashable, Sendable {
        /// Both are the same, or they are not.
        case same, differs
        /// The first number is greater, or the first instant later.
        case more
        /// The first number is at least the second, or the first instant not earlier.
        case reaches
        /// As many minutes as the second says, or more, lie between the first and now.
        case past
        /// The second is one of the words of the first.
        case holds
        /// The second stands somewhere in the first, in capitals or not.
        case contains
    }

    public var relation: Relation
    public var first: FactPath
    public var second: FactPath

    public init(_ relation: Relation, _ first: FactPath, _ second: FactPath) {
        self.relation = relation
        self.first = first
        self.second = second
    }

    /// What follows; nil where one of the two is not stated, or they cannot be compared.
    public func value(in values: [FactPath: FactValue], now: Timestamp) -> Bool? {
        guard let first = values[first], let second = values[second] else { return nil }
        switch relation {
        case .same: return first == second
        case .differs: return first != second
        case .more: return Self.order(second, first)
        case .reaches: return Self.order(first, second).map { !$0 }
        case .past:
            guard case .instant(let instant) = first, case .count(let minutes) = second else { return nil }
            // A billion minutes are longer than anything is kept.
            return now >= instant.adding(seconds: Int64(min(max(minutes, 0), 1_000_000_000)) * 60)
        case .holds:
            guard case .words(let words) = first, case .word(let word) = second else { return nil }
            return words.contains(word)
        case .contains:
            guard case .word(let text) = first, case .word(let part) = second, !part.isEmpty else { return nil }
            return text.lowercased().contains(part.lowercased())
        }
    }

    /// Whether the first comes before the second.
    private static func order(_ first: FactValue, _ second: FactValue) -> Bool? {
        switch (first, second) {
        case (.count(let first), .count(let second)): first < second
        case (.instant(let first), .instant(let second)): first < second
        default: nil
        }
    }
}
