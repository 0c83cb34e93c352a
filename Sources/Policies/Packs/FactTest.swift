/// What a rule asks of one named fact. A fact that is not stated answers only ``absent`` with yes.
public enum FactTest: Hashable, Sendable {
    case present
    case absent
    case flag(Bool)
    /// The fact is one of these words, or holds one of them.
    case words(Set<String>)
    case count(atLeast: Int?, atMost: Int?)
    /// So many milliseconds lie between the fact's instant and now.
    case elapsed(moreThan: Int64?, atMost: Int64?)

    /// Whether the test holds.
    public func holds(for value: FactValue?, now: Timestamp) -> Bool {
        switch (self, value) {
        case (.absent, nil): true
        case (.absent, _): false
        case (_, nil): false
        case (.present, _): true
        case (.flag(let wanted), .flag(let value)): wanted == value
        case (.words(let wanted), .word(let value)): wanted.contains(value)
        case (.words(let wanted), .words(let values)): !wanted.isDisjoint(with: values)
        case (.count(let least, let most), .count(let value)):
            value >= least ?? .min && value <= most ?? .max
        case (.elapsed(let least, let most), .instant(let instant)):
            Self.isWithin(now.milliseconds(since: instant), moreThan: least, atMost: most)
        default: false
        }
    }

    private static func isWithin(_ passed: Int64, moreThan least: Int64?, atMost most: Int64?) -> Bool {
        if let least, passed <= least { return false }
        if let most, passed > most { return false }
        return true
    }
}
