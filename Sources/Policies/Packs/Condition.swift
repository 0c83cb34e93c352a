/// When a rule fires: a formula over finite facts.
public indirect enum Condition: Hashable, Sendable {
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case act(Set<Act>)
    case actor(Set<ActorRole>)
    case channel(Set<ChannelKind>)
    /// Values of at least so many of these classes stand in the text, each at the level or above.
    case finds(Set<DataClass>, level: Level, atLeast: Int)
    case label(Label)
    case assurance(atLeast: Assurance)
    case fact(FactPath, FactTest)

    public static var always: Condition { .all([]) }

    /// The labels that are read, split by whether having one can make the condition true or false.
    var labelsRead: (positive: Set<Label>, negative: Set<Label>) {
        switch self {
        case .label(let label): return ([label], [])
        case .all(let parts), .any(let parts):
            return parts.reduce(into: ([], [])) { sum, part in
                let read = part.labelsRead
                sum.0.formUnion(read.positive)
                sum.1.formUnion(read.negative)
            }
        case .not(let part):
            let read = part.labelsRead
            return (read.negative, read.positive)
        case .act, .actor, .channel, .finds, .assurance, .fact: return ([], [])
        }
    }

    /// Every label that is asked about, there or missing.
    public var labels: Set<Label> {
        let read = labelsRead
        return read.positive.union(read.negative)
    }

    /// The named facts that are read.
    var factsRead: Set<FactPath> {
        switch self {
        case .fact(let path, _): [path]
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.factsRead) }
        case .not(let part): part.factsRead
        case .act, .actor, .channel, .finds, .label, .assurance: []
        }
    }
}
