/// Two sets of packs held against each other, whole answer against whole answer, in every case.
public struct PolicyComparison: Sendable {
    /// Cases in which one part of the answer changes in one way.
    public struct Change: Hashable, Sendable {
        public var direction: Direction
        public var change: AnswerChange
        /// The rules that are no longer the same and that fire in these cases; none where packs come or cease to be in force.
        public var rules: [RuleName]
        /// What these rules read of the cases: each fact whose answer matters, with the answers that belong to the change. Which answers other
        /// facts must have so that no other rule answers in these rules' place is left out.
        public var when: [Part]
        /// Whether ``when`` alone says when the answer changes, whatever else is true.
        public var isAlways: Bool
        /// The cases exactly, as boxes of answers: facts that are not listed do not matter. Only as many as were asked for.
        public var boxes: [[Part]]
        /// An act of the change.
        public var example: Facts
        /// How plain the example is; a lower number is nearer to the usual.
        public var price: Int

        public struct Part: Hashable, Sendable {
            public var subject: FactVariable.Subject
            public var answers: [FactAnswer]
            /// The answers that do not belong to it.
            public var others: [FactAnswer]
        }

        public var isLaxer: Bool { change.laxity == .laxer }
    }

    /// What to look at first comes first: laxer before otherwise before stricter, decisions before other parts, the longest step first.
    public private(set) var changes: [Change] = []
    /// Whether ``changes`` lists every change with all its boxes; otherwise there are more, smaller or further from the usual.
    public private(set) var isComplete = true

    /// - Parameters:
    ///   - most: how many forms of ``Change/when`` to list of one change of one rule.
    ///   - boxes: how many exact boxes of cases to list of each.
    public init(_ before: [Pack], _ after: [Pack], usually now: Timestamp, most: Int = 8, boxes: Int = 0) {
        for direction in Direction.allCases {
            let rules = (before + after).flatMap(\.rules).filter { $0.directions.contains(direction) }
            guard !rules.isEmpty else { continue }
            // Whether a label is given matters wherever a rule sets it.
            let space = FactSpace(
                before + after, direction, labels: rules.reduce(into: []) { $0.formUnion($1.outcome.labels) }, usually: now)
            let diagram = Diagram(domains: space.domains)
            let (old, new) = (
                SymbolicPolicy(before, space: space, diagram: diagram), SymbolicPolicy(after, space: space, diagram: diagram)
            )
            let changed = ChangedRules(old, new)
            for (change, cases) in AnswerComparison(old, new).changes {
                for (rules, own) in changed.shares(of: cases, change) {
                    list(change, rules, own, kept: changed.kept(rules), space, diagram, most: most, boxes: boxes)
                }
            }
        }
        changes.sort { $0.place < $1.place }
    }

    public var isLaxer: Bool { changes.contains(where: \.isLaxer) }

    private mutating func list(
        _ change: AnswerChange, _ rules: [RuleName], _ cases: Diagram.Node, kept: [Bool], _ space: FactSpace, _ diagram: Diagram, most: Int,
        boxes: Int
    ) {
        let exact = boxes > 0 ? diagram.boxes(cases, prices: space.prices, most: boxes) : (boxes: [], isComplete: true)
        let parts = exact.boxes.map { space.parts($0) }
        let forms = diagram.boxes(diagram.projected(cases, keeping: kept), prices: space.prices, most: most)
        if !forms.isComplete || !exact.isComplete { isComplete = false }
        for form in forms.boxes {
            let box = diagram.box(form)
            guard let smallest = diagram.cheapest(diagram.and(cases, box), prices: space.prices) else { continue }
            changes.append(
                Change(
                    direction: space.direction, change: change, rules: rules, when: space.parts(form),
                    isAlways: diagram.difference(box, without: cases) == Diagram.no, boxes: parts,
                    example: space.facts(for: smallest.answers), price: smallest.price))
        }
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

extension FactSpace {
    /// The facts of a box of answers that matter.
    func parts(_ box: [[Bool]]) -> [PolicyComparison.Change.Part] {
        zip(variables, box).compactMap { variable, allowed in
            guard allowed.contains(false) else { return nil }
            let answers = zip(variable.answers, allowed)
            return .init(subject: variable.subject, answers: answers.filter(\.1).map(\.0), others: answers.filter { !$0.1 }.map(\.0))
        }
    }
}

extension PolicyComparison.Change {
    /// Ascending by what to look at first.
    fileprivate var place: (Int, Int, Int, Int, String, String) {
        let part = AnswerPart.allCases.firstIndex(of: change.part) ?? 0
        return (
            change.laxity.rawValue, part, -abs(change.reach), price, "\(rules)", "\(direction)\(change.before)\(change.after)\(when.count)"
        )
    }
}
