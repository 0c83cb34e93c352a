/// A rule with one small fault put in: what tests of the pack should notice.
public struct RuleMutant: Hashable, Sendable {
    public var name: RuleName
    /// What was changed, in words.
    public var change: String
    /// The rule with the fault; nil where it is left out altogether.
    public var rule: Rule?
    /// Whether the fault is in when the rule fires, and not only in what it then asks for.
    public var isInCondition: Bool

    /// Every mutant of a rule.
    /// - Parameter ordinary: the weakest precedence.
    public static func all(of rule: Rule, in pack: String, ordinary: Precedence, _ wording: Wording = Wording()) -> [RuleMutant] {
        let name = RuleName(pack: pack, rule: rule.id)
        var mutants = [RuleMutant(name: name, change: "the rule is left out", rule: nil, isInCondition: false)]
        func add(_ change: String, isInCondition: Bool = false, _ make: (inout Rule) -> Void) {
            var mutant = rule
            make(&mutant)
            if mutant != rule { mutants.append(RuleMutant(name: name, change: change, rule: mutant, isInCondition: isInCondition)) }
        }
        outcomes(rule, ordinary, add: { add($0, $1) })
        for (path, leaf) in rule.when.leaves {
            for (words, end) in [("always holds", Condition.always), ("never holds", .any([]))] {
                add("'\(leaf.inWords(wording))' \(words)", isInCondition: true) { $0.when = $0.when.replacing(path[...], by: end) }
            }
            for (words, other) in leaf.neighbours(wording) {
                add(words, isInCondition: true) { $0.when = $0.when.replacing(path[...], by: other) }
            }
        }
        return mutants
    }

    private static func outcomes(_ rule: Rule, _ ordinary: Precedence, add: (String, (inout Rule) -> Void) -> Void) {
        let outcome = rule.outcome
        if let verdict = outcome.verdict {
            // What the rule asks for is weakened by one step, in the first of its directions that has one.
            let weaker = rule.directions.sorted { $0.rawValue < $1.rawValue }.compactMap { direction -> Verdict? in
                guard let rank = direction.rank(of: verdict), rank + 1 < direction.verdicts.count else { return nil }
                let next = direction.verdicts[rank + 1]
                return rule.directions.allSatisfy { $0.rank(of: next) != nil } ? next : nil
            }.first
            if let weaker { add("\(verdict.word) becomes \(weaker.word)") { $0.outcome.verdict = weaker } }
        }
        for label in outcome.labels.sorted() { add("the label \(label) is left out") { $0.outcome.labels.remove(label) } }
        for action in outcome.actions.sorted() { add("\(action) is left out") { $0.outcome.actions.remove(action) } }
        for name in outcome.deadlines.sorted() { add("the deadline \(name) is left out") { $0.outcome.deadlines.remove(name) } }
        if let route = outcome.route { add("the route \(route) is left out") { $0.outcome.route = nil } }
        if let approver = outcome.approver { add("the approver \(approver) is left out") { $0.outcome.approver = nil } }
        if let channel = outcome.channel { add("the channel \(channel) is left out") { $0.outcome.channel = nil } }
        if rule.precedence > ordinary { add("the precedence becomes the weakest") { $0.precedence = ordinary } }
    }
}

extension Condition {
    /// The same leaf a little off: a level, a bound or a member.
    fileprivate func neighbours(_ wording: Wording) -> [(words: String, condition: Condition)] {
        switch self {
        case .finds(let classes, let level, let least):
            var found: [(String, Condition)] = Level.allCases.filter { abs($0.rawValue - level.rawValue) == 1 }.map {
                ("'\(inWords(wording))' asks for the level \($0)", .finds(classes, level: $0, atLeast: least))
            }
            if least > 1 { found.append(("'\(inWords(wording))' asks for one less", .finds(classes, level: level, atLeast: least - 1))) }
            if classes.count > max(1, least) {
                found += classes.sorted().map {
                    ("\($0) is missing in '\(inWords(wording))'", .finds(classes.subtracting([$0]), level: level, atLeast: least))
                }
            }
            return found
        case .channel(let kinds):
            let classes = ChannelClass.allCases.filter { !kinds.isDisjoint(with: $0.kinds) }
            guard classes.count > 1 else { return [] }
            return classes.map {
                ("\(Wording.plain($0.word)) channels are missing in '\(inWords(wording))'", .channel(kinds.subtracting($0.kinds)))
            }
        case .actor(let set) where set.count > 1:
            return set.sorted().map { ("\($0) is missing in '\(inWords(wording))'", .actor(set.subtracting([$0]))) }
        case .act(let set) where set.count > 1:
            return set.sorted().map { ("\($0) is missing in '\(inWords(wording))'", .act(set.subtracting([$0]))) }
        case .assurance(let least):
            return Assurance.allCases.filter { abs(Int($0.rawValue) - Int(least.rawValue)) == 1 }.map {
                ("'\(inWords(wording))' asks for \($0.word)", .assurance(atLeast: $0))
            }
        case .fact(let path, let test):
            return test.neighbours.map { ("'\(inWords(wording))' is asked as '\($0.inWords(wording))'", .fact(path, $0)) }
        default: return []
        }
    }
}

extension FactTest {
    fileprivate var neighbours: [FactTest] {
        switch self {
        case .flag(let flag): [.flag(!flag)]
        case .count(let least, let most):
            [least.map { .count(atLeast: $0 + 1, atMost: most) }, most.map { .count(atLeast: least, atMost: $0 - 1) }].compactMap(\.self)
        case .elapsed(let more, let most):
            [
                more.map { .elapsed(moreThan: $0 - 1000, atMost: most) }, more.map { .elapsed(moreThan: $0 + 3_600_000, atMost: most) },
                most.map { .elapsed(moreThan: more, atMost: $0 - 3_600_000) },
                most.map { .elapsed(moreThan: more, atMost: $0 + 3_600_000) },
            ].compactMap(\.self)
        case .words(let words) where words.count > 1: words.sorted().map { .words(words.subtracting([$0])) }
        case .words, .present, .absent: []
        }
    }
}
