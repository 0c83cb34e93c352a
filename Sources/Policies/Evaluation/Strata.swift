/// Puts rules that read labels after the rules that set them.
///
/// A rule that asks for the absence of a label stands in a later stratum than every rule that sets it, so that no answer
/// depends on the order of rules. Rules that need each other's absence have no such order.
enum Strata {
    /// The stratum of each rule, from 0; or the places of rules between which no order exists.
    static func order(_ rules: [Rule]) -> Result<[Int], Cycle> {
        var setters: [Label: [Int]] = [:]
        for (index, rule) in rules.enumerated() {
            for label in rule.outcome.labels { setters[label, default: []].append(index) }
        }
        let reads = rules.map(\.when.labelsRead)
        var strata = [Int](repeating: 0, count: rules.count)
        // Without a cycle no stratum exceeds the number of rules, so one pass more than that settles everything.
        for _ in 0...rules.count {
            var changed: [Int] = []
            for index in rules.indices {
                let after = reads[index].positive.lazy.flatMap { setters[$0] ?? [] }.map { strata[$0] }.max() ?? 0
                let strictlyAfter = reads[index].negative.lazy.flatMap { setters[$0] ?? [] }.map { strata[$0] + 1 }.max() ?? 0
                let needed = max(after, strictlyAfter)
                if needed > strata[index] {
                    strata[index] = needed
                    changed.append(index)
                }
            }
            if changed.isEmpty { return .success(strata) }
            if let high = changed.first(where: { strata[$0] > rules.count }) { return .failure(Cycle(rule: high)) }
        }
        return .failure(Cycle(rule: 0))
    }

    /// A rule whose firing would depend on its own absence.
    struct Cycle: Error {
        let rule: Int
    }
}
