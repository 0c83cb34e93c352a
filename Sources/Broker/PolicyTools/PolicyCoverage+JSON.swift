import Policies

extension PolicyCoverage: Encodable {
    private enum Key: String, CodingKey { case scenarios, score, mutants, survivors, rules, decisions, cells }

    private struct Part: Encodable {
        var condition: String
        var held: Int
        var failed: Int
    }

    private struct One: Encodable {
        var pack: String
        var rule: String
        var asked: Int
        var fired: Int
        var decided: Int
        var conditions: [Part]
    }

    private struct Survivor: Encodable {
        var pack: String
        var rule: String
        var change: String
    }

    private struct Found: Encodable {
        var direction: String
        var channel: String
        var `class`: String
        var scenarios: Int
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(scenarios, forKey: .scenarios)
        try fields.encode((score * 100).rounded() / 100, forKey: .score)
        try fields.encode(mutants, forKey: .mutants)
        try fields.encode(
            survivors.map { Survivor(pack: $0.name.pack, rule: $0.name.rule, change: $0.change) }, forKey: .survivors)
        try fields.encode(
            rules.map { rule in
                One(
                    pack: rule.name.pack, rule: rule.name.rule, asked: rule.asked, fired: rule.fired, decided: rule.decided,
                    conditions: rule.parts.map { Part(condition: $0.words, held: $0.held, failed: $0.failed) })
            }, forKey: .rules)
        try fields.encode(Dictionary(uniqueKeysWithValues: verdicts.map { ($0.key.word, $0.value) }), forKey: .decisions)
        try fields.encode(
            cells.map { Found(direction: $0.direction.rawValue, channel: $0.channel, class: $0.dataClass.word, scenarios: $0.scenarios) },
            forKey: .cells)
    }
}
