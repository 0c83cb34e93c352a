import Policies

/// Every combination of sample values written out, one bit each: slow, plain, and knowing nothing of diagrams.
struct TruthTables {
    typealias Table = [UInt64]

    let samples: [Sample]
    let count: Int
    private let yes: Table

    /// One fact with values of which every atom of ``AtomPool`` tells at least two apart.
    struct Sample: Sendable {
        var put: [@Sendable (inout Facts) -> Void]
    }

    init(_ samples: [Sample]) {
        self.samples = samples
        count = samples.reduce(1) { $0 * $1.put.count }
        var yes = Table(repeating: .max, count: (count + 63) / 64)
        if count % 64 != 0 { yes[yes.count - 1] = (1 << UInt64(count % 64)) - 1 }
        self.yes = yes
    }

    var no: Table { Table(repeating: 0, count: yes.count) }

    func not(_ table: Table) -> Table { zip(table, yes).map { ~$0 & $1 } }
    func and(_ left: Table, _ right: Table) -> Table { zip(left, right).map { $0 & $1 } }
    func or(_ left: Table, _ right: Table) -> Table { zip(left, right).map { $0 | $1 } }

    /// The facts of one combination.
    func facts(_ index: Int, _ direction: Direction) -> Facts {
        var facts = Facts(direction: direction, now: AtomPool.start)
        var rest = index
        for sample in samples {
            sample.put[rest % sample.put.count](&facts)
            rest /= sample.put.count
        }
        return facts
    }

    /// The tables of atoms, each asked of every combination.
    func atoms(_ conditions: [Condition], _ direction: Direction) -> [Condition: Table] {
        var tables = Dictionary(uniqueKeysWithValues: conditions.map { ($0, no) })
        let literal = LiteralEvaluator(packs: [])
        for index in 0..<count {
            let facts = facts(index, direction)
            for condition in conditions where literal.holds(condition, facts, facts.labels) {
                tables[condition]?[index / 64] |= 1 << UInt64(index % 64)
            }
        }
        return tables
    }

    func evaluate(_ condition: Condition, _ atoms: [Condition: Table], _ labels: [Label: Table]) -> Table {
        switch condition {
        case .all(let parts): parts.reduce(yes) { and($0, evaluate($1, atoms, labels)) }
        case .any(let parts): parts.reduce(no) { or($0, evaluate($1, atoms, labels)) }
        case .not(let part): not(evaluate(part, atoms, labels))
        case .label(let label): labels[label] ?? no
        default: atoms[condition] ?? no
        }
    }

    /// What the rules, all in force, decide: labels round by round, rules that read an absence after those that set the label.
    func decide(_ rules: [Rule], _ direction: Direction, _ atoms: [Condition: Table]) -> (
        labels: [Label: Table], fires: [Table], verdicts: [Verdict: Table]
    ) {
        var labels: [Label: Table] = [:]
        for (condition, table) in atoms { if case .label(let label) = condition { labels[label] = table } }
        var fires = [Table](repeating: no, count: rules.count)
        // Labels of ``AtomPool`` are set in the order of their numbers, and an absence is read only of those before one's own.
        for place in 0...AtomPool.labels.count {
            var before: [Label: Table]
            repeat {
                before = labels
                for (index, rule) in rules.enumerated() where AtomPool.place(of: rule) == place {
                    fires[index] = evaluate(rule.when, atoms, labels)
                    for label in rule.outcome.labels { labels[label] = or(labels[label] ?? no, fires[index]) }
                }
            } while labels != before
        }
        var open = yes
        var verdicts: [Verdict: Table] = [:]
        for rank in Set(rules.map(\.precedence.rank)).sorted() {
            for verdict in direction.verdicts {
                let given = rules.indices.filter { rules[$0].precedence.rank == rank && rules[$0].outcome.verdict == verdict }
                    .reduce(no) { or($0, fires[$1]) }
                verdicts[verdict] = or(verdicts[verdict] ?? no, and(open, given))
                open = and(open, not(given))
            }
        }
        let rest = rules.isEmpty ? direction.verdictWithoutPolicy : direction.verdictWithoutRule
        verdicts[rest] = or(verdicts[rest] ?? no, open)
        return (labels, fires, verdicts)
    }
}
