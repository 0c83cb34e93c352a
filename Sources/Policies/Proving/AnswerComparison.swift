/// Where two policies over the same facts answer otherwise, part by part.
struct AnswerComparison {
    typealias Node = Diagram.Node

    let old: SymbolicPolicy
    let new: SymbolicPolicy
    private var diagram: Diagram { old.diagram }
    /// Each change with all its cases; no two parts of a list that change together are told apart.
    private(set) var changes: [(change: AnswerChange, cases: Node)] = []

    init(_ old: SymbolicPolicy, _ new: SymbolicPolicy) {
        (self.old, self.new) = (old, new)
        let direction = old.space.direction
        for first in direction.verdicts {
            for second in direction.verdicts where first != second {
                add(AnswerChange(first, second, of: direction), old.verdicts[first], new.verdicts[second])
            }
        }
        let outcomes = (old.members + new.members).map(\.rule.outcome)
        // What happens without any rule as well.
        compare(.actions, Set(outcomes.flatMap(\.actions)).union(Effect.allCases.map(\.action))) { $0.happens($1) }
        compare(.deadlines, Set(outcomes.flatMap(\.deadlines))) { policy, name in policy.asked { $0.deadlines.contains(name) } }
        compare(.evidence, Set(outcomes.flatMap(\.evidence))) { policy, name in policy.asked { $0.evidence.contains(name) } }
        compare(.metrics, Set(outcomes.flatMap(\.metrics))) { policy, name in policy.asked { $0.metrics.contains(name) } }
        compare(.teams, Set(outcomes.compactMap(\.route))) { policy, name in policy.asked { $0.route == name } }
        compare(.labels, Set(outcomes.flatMap(\.labels)).union([Label(Effect.policyUnavailable.rawValue)])) { $0.isSet($1) }
        // Who decides, releases and is told goes with the answer; where that is another one, it is told already.
        let same = diagram.or(direction.verdicts.map { diagram.and(old.verdicts[$0] ?? Diagram.no, new.verdicts[$0] ?? Diagram.no) })
        compare(\.approvers, where: same) { AnswerChange($0, $1) }
        compare(\.overrides, where: same) { AnswerChange($0, $1) }
        compare(\.routes, where: same) { Self.replaced(.route, $0?.text, $1?.text) }
        compare(\.channels, where: same) { Self.replaced(.channel, $0?.text, $1?.text) }
        compare(\.alternatives, where: same) { Self.replaced(.instead, $0, $1) }
    }

    private static func replaced(_ part: AnswerPart, _ before: String?, _ after: String?) -> AnswerChange {
        AnswerChange(part, before: before.map { [$0] } ?? [], after: after.map { [$0] } ?? [], laxity: .otherwise)
    }

    private mutating func add(_ change: AnswerChange, _ before: Node?, _ after: Node?) {
        let cases = diagram.and(before ?? Diagram.no, after ?? Diagram.no)
        if cases != Diagram.no { changes.append((change, cases)) }
    }

    private mutating func compare<Value: Hashable>(
        _ values: (SymbolicPolicy) -> [Value: Node], where cases: Node, _ change: (Value, Value) -> AnswerChange
    ) {
        let (before, after) = (values(old), values(new))
        for (first, own) in before {
            for (second, other) in after where first != second { add(change(first, second), diagram.and(cases, own), other) }
        }
    }

    /// What is dropped and what is added, words together that are so in the same cases.
    private mutating func compare<Kind>(_ part: AnswerPart, _ words: Set<Word<Kind>>, _ cases: (SymbolicPolicy, Word<Kind>) -> Node) {
        var dropped: [Node: [Word<Kind>]] = [:]
        var added: [Node: [Word<Kind>]] = [:]
        // What lets an act past a hold asks for less where it is added.
        var opened: [Node: [Word<Kind>]] = [:]
        var closed: [Node: [Word<Kind>]] = [:]
        for word in words.sorted() {
            let (before, after) = (cases(old, word), cases(new, word))
            if before == after { continue }
            let (less, more) = (diagram.difference(before, without: after), diagram.difference(after, without: before))
            let opens = part == .actions && word.text == Effect.bypassHold.rawValue
            if less != Diagram.no { if opens { closed[less, default: []].append(word) } else { dropped[less, default: []].append(word) } }
            if more != Diagram.no { if opens { opened[more, default: []].append(word) } else { added[more, default: []].append(word) } }
        }
        for (list, isDropped, laxity) in [
            (dropped, true, AnswerChange.Laxity.laxer), (closed, true, .stricter), (opened, false, .laxer), (added, false, .stricter),
        ] {
            for (cases, words) in list {
                let texts = words.map(\.text)
                changes.append(
                    (
                        AnswerChange(
                            part, before: isDropped ? texts : [], after: isDropped ? [] : texts,
                            laxity: part.isDemand ? laxity : .otherwise),
                        cases
                    ))
            }
        }
    }
}
