import Policies

extension PolicyProofs: Encodable {
    private enum Key: String, CodingKey { case properties, holds }

    private struct Case: Encodable {
        var act: String?
        var actor: String?
        var channel: String?
        var assurance: String
        var now: String
        var findings: [String: String]
        var labels: [String]
        var facts: [String: String]
        var decision: String
        var missing: [String]
        var scenario: String?
    }

    private struct One: Encodable {
        var id: String
        var title: String
        var file: String
        var line: Int
        var column: Int
        var holds: Bool
        var hasCases: Bool
        var packs: [String]
        var counterexample: Case?
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(holds, forKey: .holds)
        try fields.encode(
            results.map { result in
                One(
                    id: result.proof.property.id, title: result.proof.property.title, file: result.place.file, line: result.place.line,
                    column: result.place.column, holds: result.proof.holds, hasCases: result.proof.hasCases,
                    packs: result.proof.packs.map(\.id),
                    counterexample: result.proof.counterexample.map { Self.written($0, result.scenario) })
            }, forKey: .properties)
    }

    private static func written(_ found: Proof.Counterexample, _ scenario: String?) -> Case {
        let facts = found.facts
        return Case(
            act: facts.act?.text, actor: facts.actor?.text, channel: facts.channel?.word, assurance: facts.assurance.word,
            now: "\(facts.now)", findings: Dictionary(uniqueKeysWithValues: facts.findings.map { ($0.key.word, $0.value.word) }),
            labels: facts.labels.sorted().map(\.text),
            facts: Dictionary(uniqueKeysWithValues: facts.values.map { ("\($0.key)", $0.value.words(at: facts.now)) }),
            decision: found.decision.verdict.word, missing: found.missing, scenario: scenario)
    }
}

extension FactValue {
    /// The value in words; an instant as the time that has passed since.
    func words(at now: Timestamp) -> String {
        switch self {
        case .flag(let flag): flag ? "true" : "false"
        case .count(let count): "\(count)"
        case .word(let word): word
        case .words(let words): words.sorted().joined(separator: ", ")
        case .instant(let instant): "\(LengthOfTime(milliseconds: now.milliseconds(since: instant))) ago"
        }
    }
}
