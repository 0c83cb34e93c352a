/// All facts of one direction that rules ask about: every case that they can tell from another, and no two that they cannot.
public struct FactSpace: Sendable {
    public let direction: Direction
    public let variables: [FactVariable]
    let places: [FactVariable.Subject: Int]
    /// The moment that a case is at unless its period says otherwise.
    let now: Timestamp

    /// - Parameters:
    ///   - conditions: everything that will be asked: the rules' own conditions, and those of properties.
    ///   - labels: further labels whose being given matters.
    init(
        _ direction: Direction, conditions: [Condition], periods: [EffectivePeriod], labels: Set<Label> = [], usually now: Timestamp
    ) {
        var asked = Asked()
        for condition in conditions { asked.note(condition) }
        for label in labels.sorted() { asked.note(.label(label)) }
        let cuts = periods.reduce(into: Set<Timestamp>()) { cuts, period in
            if let from = period.from { cuts.insert(from) }
            if let to = period.to { cuts.insert(to) }
        }
        var variables = [FactVariable.now(cuts: cuts, usually: now), .channel(asked.channels), .actors(asked.actors), .acts(asked.acts)]
        if asked.assurance { variables.append(.assurance) }
        // In the order in which rules first ask, so that what is asked together stands together.
        for subject in asked.order {
            switch subject {
            case .found(let dataClass): variables.append(.found(dataClass))
            case .label(let label): variables.append(.label(label))
            case .value(let path): variables += FactVariable.value(path, tests: asked.tests[path] ?? [])
            case .now, .act, .actor, .channel, .assurance, .word: break
            }
        }
        self.direction = direction
        self.now = now
        self.variables = variables
        places = Dictionary(uniqueKeysWithValues: variables.enumerated().map { ($0.element.subject, $0.offset) })
    }

    var domains: [Int] { variables.map(\.answers.count) }
    var prices: [[Int]] { variables.map(\.prices) }

    /// How many cases there are; 2^63 - 1 where there are more than that.
    public var size: Int {
        domains.reduce(1) { size, count in
            let (product, isTooLarge) = size.multipliedReportingOverflow(by: count)
            return isTooLarge ? .max : product
        }
    }

    /// What a set of conditions asks for.
    private struct Asked {
        var channels: Set<Set<ChannelKind>> = []
        var actors: Set<Set<ActorRole>> = []
        var acts: Set<Set<Act>> = []
        var assurance = false
        var tests: [FactPath: Set<FactTest>] = [:]
        var order: [FactVariable.Subject] = []
        private var seen: Set<FactVariable.Subject> = []

        mutating func note(_ condition: Condition) {
            switch condition {
            case .all(let parts), .any(let parts): for part in parts { note(part) }
            case .not(let part): note(part)
            case .act(let set): acts.insert(set)
            case .actor(let set): actors.insert(set)
            case .channel(let set): channels.insert(set)
            case .finds(let classes, _, _): for dataClass in classes.sorted() { put(.found(dataClass)) }
            case .label(let label): put(.label(label))
            case .assurance: assurance = true
            case .fact(let path, let test):
                tests[path, default: []].insert(test)
                put(.value(path))
            }
        }

        private mutating func put(_ subject: FactVariable.Subject) {
            if seen.insert(subject).inserted { order.append(subject) }
        }
    }
}
