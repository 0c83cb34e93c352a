extension Condition {
    /// Whether the condition holds of one act, with the labels after all rules. For explanations and coverage; deciding has a faster way.
    public func holds(for facts: Facts, labels: Set<Label>) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.holds(for: facts, labels: labels) }
        case .any(let parts): parts.contains { $0.holds(for: facts, labels: labels) }
        case .not(let part): !part.holds(for: facts, labels: labels)
        case .act(let set): facts.act.map(set.contains) ?? false
        case .actor(let set): facts.actor.map(set.contains) ?? false
        case .channel(let set): facts.channel.map(set.contains) ?? false
        case .finds(let classes, let level, let least):
            classes.count { dataClass in facts.findings[dataClass].map { $0 >= level } ?? false } >= least
        case .label(let label): labels.contains(label)
        case .assurance(let least): facts.assurance >= least
        case .fact(let path, let test): test.holds(for: facts.values[path], now: facts.now)
        }
    }
}
