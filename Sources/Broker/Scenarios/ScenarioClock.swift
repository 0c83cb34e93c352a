import Policies
import PolicyFiles

/// The running turn after a scenario's act, and the due times that stand beside it.
struct ScenarioClock {
    /// The start of the turn that runs after the act; nil if none does.
    let start: Timestamp?
    /// The target that holds for it.
    private(set) var target: ResponseTarget?
    private(set) var deadlines: [ScenarioResult.DueTime] = []
    /// What has to happen because the last working moment before a deadline lies on an earlier day.
    private(set) var alerts: Set<Action> = []

    init(_ decision: Decision, given: GivenFacts, terms: ScenarioTerms, definitions: [DeadlineName: DeadlineDefinition])
        throws(ScenarioError)
    {
        start = Self.start(decision, given)
        do throws(CalendarError) {
            if let start {
                let resolution = try terms.level.resolve(
                    start: start, origin: given.origin?.channelClass.word ?? "", labels: Set(decision.labels.map(\.text)), priority: nil,
                    staffed: terms.working.staffed)
                target = resolution.rule.target
                add(terms.terms.reportsAs, resolution.due, terms)
            }
            for name in decision.deadlines {
                guard let definition = definitions[name], let anchor = definition.anchor(in: given.facts),
                    let due = try terms.due(definition, from: anchor, for: given.facts)
                else { continue }
                add(name, due, terms)
                if let alert = definition.alert, let rule = definition.rule(settings: terms.terms.settings),
                    try rule.lastWorkingMoment(from: anchor, in: terms.working(by: definition.calendar)) != nil
                {
                    alerts.insert(alert)
                }
            }
        } catch { throw .calendar("\(error)") }
        deadlines.sort { $0.name < $1.name }
    }

    private mutating func add(_ name: DeadlineName, _ at: Timestamp, _ terms: ScenarioTerms) {
        deadlines.append(ScenarioResult.DueTime(name: name, at: at, shown: at.iso8601(in: terms.working.zone)))
    }

    /// A customer's message starts a turn unless one runs; any other act leaves it as it is, unless it starts a clock of its own.
    private static func start(_ decision: Decision, _ given: GivenFacts) -> Timestamp? {
        let starts = decision.effects.contains(.startClock)
        guard decision.direction == .inbound else {
            return starts ? given.facts.now : given.unansweredSince
        }
        guard starts, let published = given.published else { return given.unansweredSince }
        return min(given.unansweredSince ?? published, published)
    }
}
