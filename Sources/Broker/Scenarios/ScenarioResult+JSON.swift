public import FoundationEssentials
import Policies

extension ScenarioResult: Encodable {
    private enum Key: String, CodingKey {
        case id, decision, labels, actions, route, approver, deadlines, channel, evidence, metrics, rules, passed, differs, messages
    }

    private struct Due: Encodable {
        let name: String
        let at: String
    }

    private struct Rule: Encodable {
        let pack: String
        let version: Int
        let id: String
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(id, forKey: .id)
        try fields.encode(decision.verdict.word, forKey: .decision)
        try fields.encode(decision.labels.map(\.text), forKey: .labels)
        try fields.encode(decision.actions.map(\.text), forKey: .actions)
        // A missing word is null, so that every key is always there.
        try fields.encode(decision.route?.text, forKey: .route)
        try fields.encode(decision.approver?.text, forKey: .approver)
        try fields.encode(deadlines.map { Due(name: $0.name.text, at: $0.shown) }, forKey: .deadlines)
        try fields.encode(decision.channel?.text, forKey: .channel)
        try fields.encode(decision.evidence.map(\.text), forKey: .evidence)
        try fields.encode(decision.metrics.map(\.text), forKey: .metrics)
        try fields.encode(
            decision.trace.map { Rule(pack: $0.pack.id, version: $0.pack.version, id: $0.rule) }, forKey: .rules)
        try fields.encode(passed, forKey: .passed)
        try fields.encode(differs, forKey: .differs)
        if !messages.isEmpty { try fields.encode(messages, forKey: .messages) }
    }

    private struct Proved: Encodable {
        let id: String
        let passed: Bool
        let differs: [String]
    }

    private struct Report: Encodable {
        let scenarios: [ScenarioResult]
        /// Left out where the files hold none.
        let properties: [Proved]?
    }

    /// `{"properties": […], "scenarios": […]}`, keys in a fixed order.
    public static func json(_ results: [ScenarioResult], _ proofs: [PolicyProofs.Result] = []) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let proved = proofs.map { Proved(id: $0.proof.property.id, passed: $0.differs.isEmpty, differs: $0.differs) }
        return try encoder.encode(Report(scenarios: results, properties: proved.isEmpty ? nil : proved))
    }
}
