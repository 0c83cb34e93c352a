import Broker

/// Rules by name, so that a page can say what one is about and where it comes from.
struct RuleBook: Sendable {
    let packs: [Pack]
    /// What people say instead of a policy word, as the vocabulary names it.
    let names: [String: String]

    init(_ terms: Terms) { self.init(packs: terms.packs.packs, names: terms.wordNames) }

    init(packs: [Pack], names: [String: String] = [:]) {
        self.packs = packs
        self.names = names
    }

    /// A policy word as people call it.
    func words(_ word: String) -> String { names[word] ?? Figure.words(word) }

    func rule(_ trace: RuleTrace) -> (pack: Pack, rule: Rule)? {
        guard let pack = packs.first(where: { $0.reference.id == trace.pack && $0.reference.version == trace.version }),
            let rule = pack.rules.first(where: { $0.id == trace.rule })
        else { return nil }
        return (pack, rule)
    }

    /// Of the rules that fired, the one that answers for an effect, else for the verdict, else the first.
    func best(_ traces: [RuleTrace], verdict: Verdict?, effects: [Effect] = []) -> RuleTrace? {
        traces.first { trace in
            guard let rule = rule(trace)?.rule else { return false }
            return effects.contains { rule.outcome.actions.contains(Action($0.rawValue)) }
        } ?? traces.first { rule($0)?.rule.outcome.verdict == verdict && verdict != nil } ?? traces.first
    }

    /// The rule's name, and its source where the terms in force still have it.
    func html(_ trace: RuleTrace) -> HTML {
        let found = rule(trace)?.rule
        let title: HTML = found.map { " title=\"\($0.title)\"" } ?? HTML.none
        return "<span class=\"rule\"\(title)>Rule \(trace.rule), \(found?.source.reference ?? trace.pack)</span>"
    }

    /// The whole of it, for whoever is stopped.
    static func html(pack: Pack, rule: Rule) -> HTML {
        "Rule \(rule.id) of “\(pack.title)”: \(rule.title). \(rule.basis.name), \(rule.source.reference)"
    }
}

extension LegalBasis {
    var name: String {
        switch self {
        case .law: "Law"
        case .regulatorRule: "Regulator’s rule"
        case .regulatorGuidance: "Regulator’s guidance"
        case .contract: "Contract"
        case .industryCode: "Industry code"
        case .firmPolicy: "Firm policy"
        }
    }
}
