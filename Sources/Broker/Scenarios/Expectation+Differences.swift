import Policies
import PolicyFiles

extension Scenario.Expectation {
    /// What was expected and did not come, in words.
    /// - Parameter violation: what happened that is forbidden, or nil.
    func differences(from outcome: ScenarioOutcome, violation: (Prohibition) -> String?) -> [String] {
        var differs = outcome.contradictions
        if let verdict, verdict != outcome.verdict { differs.append("decision: expected \(verdict.word), got \(outcome.verdict.word)") }
        for label in labels.sorted() where !outcome.labels.contains(label) { differs.append("labels: \(label) is missing") }
        for label in notLabels.sorted() where outcome.labels.contains(label) { differs.append("not_labels: \(label) is set") }
        for action in actions.sorted() where !outcome.actions.contains(action) { differs.append("actions: \(action) is missing") }
        for action in notActions.sorted() where outcome.actions.contains(action) { differs.append("not_actions: \(action) happens") }
        compare("route", route, outcome.route, &differs)
        compare("approver", approver, outcome.approver, &differs)
        compare("channel", channel, outcome.channel, &differs)
        for kind in evidence.sorted() where !outcome.evidence.contains(kind) { differs.append("evidence: \(kind) is missing") }
        for metric in metrics.sorted() where !outcome.metrics.contains(metric) { differs.append("metrics: \(metric) is missing") }
        for deadline in self.deadlines { compare(deadline, outcome.deadlines, &differs) }
        for (word, prohibition) in mustNot.sorted(by: { $0.key < $1.key }) {
            if let violation = violation(prohibition) { differs.append("must_not: \(word): \(violation)") }
        }
        return differs
    }

    private func compare<Kind>(_ name: String, _ expected: Word<Kind>?, _ found: Word<Kind>?, _ differs: inout [String]) {
        guard let expected, expected != found else { return }
        differs.append("\(name): expected \(expected), got \(found?.text ?? "none")")
    }

    private func compare(_ expected: Deadline, _ found: [ScenarioResult.DueTime], _ differs: inout [String]) {
        guard let due = found.first(where: { $0.name == expected.name }) else {
            differs.append("deadlines: \(expected.name) is missing")
            return
        }
        switch expected.bound {
        case .at(let at) where due.at != at: differs.append("deadlines: \(expected.name): expected \(at), got \(due.shown)")
        case .noLaterThan(let at) where due.at > at:
            differs.append("deadlines: \(expected.name): expected no later than \(at), got \(due.shown)")
        case .at, .noLaterThan, .any: break
        }
    }
}
