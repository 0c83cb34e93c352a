import AccountData
public import Policies
public import PolicyFiles

/// A decision about a text or a scenario, with its evidence, the rules that fired and lost, and what would have had to differ.
public struct TextExplanation: Sendable {
    /// What stands in the text, without its value.
    public struct Evidence: Sendable, Encodable {
        public var `class`: String
        public var level: String
        public var start: Int
        public var end: Int
        public var why: [String]
    }

    public let explanation: Explanation
    public let evidence: [Evidence]
    public let wording: Wording

    /// How a text would be decided.
    public init(_ text: String, _ facts: Facts, folder: PolicyFolder, packs: [String]) throws {
        let set = try folder.packSet(packs)
        let lexicons = LexiconSet(folder.lexicons(for: set.packs.map(\.reference.id)))
        var facts = facts
        let found = try Self.findings(in: text, by: folder.scanner)
        for finding in found { facts.note(finding.dataClass, at: finding.level) }
        facts.labels.formUnion(lexicons.labels(in: Array(text.utf8), direction: facts.direction, actor: facts.actor))
        self.init(facts, found, set, folder)
    }

    /// How a scenario is decided.
    public init(_ scenario: Scenario, folder: PolicyFolder) throws {
        let runner = try ScenarioRunner(folder, for: [scenario])
        guard let (facts, set, text) = runner.question(of: scenario) else {
            throw ScenarioError.domain(runner.run(scenario).differs.joined(separator: "; "))
        }
        self.init(facts, try text.map { try Self.findings(in: $0, by: folder.scanner) } ?? [], set, folder)
    }

    private init(_ facts: Facts, _ found: [Finding], _ set: PackSet, _ folder: PolicyFolder) {
        wording = Wording(folder.vocabulary)
        explanation = Explanation(facts, decidedBy: set, wording)
        evidence = found.map {
            Evidence(
                class: $0.dataClass.word, level: $0.level.word, start: $0.range.lowerBound, end: $0.range.upperBound,
                why: $0.evidence.map(\.words))
        }
    }

    private static func findings(in text: String, by scanner: Scanner) throws -> [Finding] {
        switch GivenFacts.scan(text, by: scanner) {
        case .findings(let found): found
        case .unscannable(let reason): throw ScenarioError.text("\(reason)")
        }
    }
}

extension TextExplanation: Encodable {
    private enum Key: String, CodingKey { case decision, labels, actions, evidence, facts, rules, nearMisses, counterfactuals, instead }

    private struct Rule: Encodable {
        var pack: String
        var version: Int
        var rule: String
        var title: String
        var decision: String?
        var standing: String
        var basis: String
        var source: String
        var when: String
        var loosens: [String]
    }

    private struct Near: Encodable {
        var rule: String
        var title: String
        var decision: String?
        var missing: String
    }

    private struct Other: Encodable {
        var decision: String
        var changes: [String]
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(explanation.decision.verdict.word, forKey: .decision)
        try fields.encode(explanation.decision.labels.map(\.text), forKey: .labels)
        try fields.encode(explanation.decision.actions.map(\.text), forKey: .actions)
        try fields.encode(explanation.decision.instead, forKey: .instead)
        try fields.encode(explanation.facts.inWords, forKey: .facts)
        try fields.encode(evidence, forKey: .evidence)
        try fields.encode(
            explanation.lines.map { line in
                Rule(
                    pack: line.fired.pack.id, version: line.fired.pack.version, rule: line.fired.rule, title: line.title,
                    decision: line.fired.verdict?.word, standing: line.fired.standing.rawValue, basis: line.basis.rawValue,
                    source: line.source,
                    when: line.condition, loosens: line.loosens.map { "\($0.name): \($0.because)" })
            }, forKey: .rules)
        try fields.encode(
            explanation.nearMisses.map { Near(rule: "\($0.name)", title: $0.title, decision: $0.verdict?.word, missing: $0.missing) },
            forKey: .nearMisses)
        try fields.encode(
            explanation.counterfactuals.map { Other(decision: $0.verdict.word, changes: $0.changes) }, forKey: .counterfactuals)
    }
}
