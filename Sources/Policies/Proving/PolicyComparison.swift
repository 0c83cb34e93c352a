/// Two sets of packs held against each other, case by case.
public struct PolicyComparison: Sendable {
    /// All facts that have one of these answers each, and what the two say there. Answers to facts that are not listed do not matter.
    public struct Change: Hashable, Sendable {
        public var direction: Direction
        public var before: Verdict
        public var after: Verdict
        /// Facts whose answer matters, each with those that belong to the change.
        public var cases: [Part]
        /// An act of the change.
        public var example: Facts

        public struct Part: Hashable, Sendable {
            public var subject: FactVariable.Subject
            public var answers: [FactAnswer]
            /// Whether most answers belong to it, so that it is shorter to name those that do not.
            public var others: [FactAnswer]
        }

        public var isLaxer: Bool { (direction.rank(of: after) ?? 0) > (direction.rank(of: before) ?? 0) }
    }

    public private(set) var changes: [Change] = []
    /// Whether ``changes`` lists every change; otherwise there are more, smaller or further from the usual.
    public private(set) var isComplete = true

    /// - Parameter most: how many changes to list for each pair of answers.
    public init(_ before: [Pack], _ after: [Pack], usually now: Timestamp, most: Int = 50) {
        for direction in Direction.allCases {
            guard (before + after).contains(where: { $0.rules.contains { $0.directions.contains(direction) } }) else { continue }
            let space = FactSpace(before + after, direction, usually: now)
            let diagram = Diagram(domains: space.domains)
            let (old, new) = (
                SymbolicPolicy(before, space: space, diagram: diagram), SymbolicPolicy(after, space: space, diagram: diagram)
            )
            for first in direction.verdicts {
                for second in direction.verdicts where first != second {
                    let differ = diagram.and(old.verdicts[first] ?? Diagram.no, new.verdicts[second] ?? Diagram.no)
                    if differ == Diagram.no { continue }
                    let found = diagram.boxes(differ, prices: space.prices, most: most)
                    if !found.isComplete { isComplete = false }
                    changes += found.boxes.map { Self.change($0, direction, first, second, space, diagram, differ) }
                }
            }
        }
    }

    public var isLaxer: Bool { changes.contains(where: \.isLaxer) }

    private static func change(
        _ box: [[Bool]], _ direction: Direction, _ before: Verdict, _ after: Verdict, _ space: FactSpace, _ diagram: Diagram,
        _ differ: Diagram.Node
    ) -> Change {
        let parts = zip(space.variables, box).compactMap { variable, allowed -> Change.Part? in
            guard allowed.contains(false) else { return nil }
            let answers = zip(variable.answers, allowed)
            return Change.Part(
                subject: variable.subject, answers: answers.filter(\.1).map(\.0), others: answers.filter { !$0.1 }.map(\.0))
        }
        let example = diagram.cheapest(diagram.and(differ, diagram.box(box)), prices: space.prices)?.answers ?? []
        return Change(
            direction: direction, before: before, after: after, cases: parts,
            example: example.isEmpty ? Facts(direction: direction, now: space.now) : space.facts(for: example))
    }

    /// Where the answer of the first is laxer than that of the second.
    static func laxer(_ policy: SymbolicPolicy, than other: SymbolicPolicy) -> Diagram.Node {
        let diagram = policy.diagram
        let verdicts = policy.space.direction.verdicts
        return diagram.or(
            verdicts.indices.flatMap { strict in
                verdicts.indices.filter { $0 > strict }.map { lax in
                    diagram.and(policy.verdicts[verdicts[lax]] ?? Diagram.no, other.verdicts[verdicts[strict]] ?? Diagram.no)
                }
            })
    }
}
