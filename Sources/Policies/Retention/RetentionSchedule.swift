public import ServiceLevels

/// Every class of retention that holds. A conversation is often of several: the longest wins.
public struct RetentionSchedule: Sendable, Hashable {
    public var rules: [RetentionRule]

    public init(_ rules: [RetentionRule] = []) { self.rules = rules }

    /// One class's answer for one conversation.
    public struct Period: Sendable {
        public var rule: RetentionRule
        public var since: Timestamp
        /// Nil where it never ends.
        public var until: Timestamp?
    }

    /// Those that hold for a conversation, the longest first.
    public func periods(_ subject: RetentionRule.Subject, obligedOnly: Bool = false) -> [Period] {
        rules.filter { $0.applies(to: subject) && (!obligedOnly || $0.isObliged) }
            .map { Period(rule: $0, since: $0.since(subject), until: $0.until(subject)) }
            .sorted { one, other in
                switch (one.until, other.until) {
                case (nil, nil): one.rule.id < other.rule.id
                case (nil, _): true
                case (_, nil): false
                case (let a?, let b?): a == b ? one.rule.id < other.rule.id : a > b
                }
            }
    }

    /// The shortest of all periods, in months: nothing that is younger can be over. Nil where nothing ever ends.
    public var shortest: Int? {
        rules.compactMap { if case .months(let count) = $0.length { count } else { nil } }.min()
    }
}
