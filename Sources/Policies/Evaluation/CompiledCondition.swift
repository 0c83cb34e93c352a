/// A condition with its words replaced by numbers.
indirect enum CompiledCondition: Sendable {
    case all([CompiledCondition])
    case any([CompiledCondition])
    case not(CompiledCondition)
    case act(BitSet)
    case actor(BitSet)
    case channel(UInt32)
    case finds(UInt128, level: Level, atLeast: Int)
    case label(Int)
    case assurance(Assurance)
    case fact(Int, FactTest)

    /// Whether the condition holds.
    func holds(in question: borrowing Question) -> Bool {
        switch self {
        case .all(let parts):
            for part in parts where !part.holds(in: question) { return false }
            return true
        case .any(let parts):
            for part in parts where part.holds(in: question) { return true }
            return false
        case .not(let part): return !part.holds(in: question)
        case .act(let set): return question.act.map { set.contains($0) } ?? false
        case .actor(let set): return question.actor.map { set.contains($0) } ?? false
        case .channel(let mask): return question.channelBit & mask != 0
        case .finds(let classes, let level, let least):
            return (question.found.classes(at: level) & classes).nonzeroBitCount >= least
        case .label(let place): return question.labels.contains(place)
        case .assurance(let least): return question.assurance >= least
        case .fact(let slot, let test): return test.holds(for: question.values[slot], now: question.now)
        }
    }
}
