import Broker

/// The packs in force, each rule as a sentence.
struct PacksPage {
    let packs: [Pack]
    /// What people say instead of policy words.
    let names: [String: String]
    let termsIndex: UInt64?

    func html(_ visit: Visit) -> HTML {
        Shell.page(
            title: "Packs in words", place: .compliance, visit: visit,
            main: """
                <h1>Packs in words</h1>
                \(CompliancePage.tabs(visit, here: "/packs"))
                \(inForce)
                \(HTML.joined(packs.map(section)))
                """)
    }

    private var inForce: HTML {
        guard !packs.isEmpty else { return Shell.problem("No packs are in force: what comes in is redacted, what goes out is held.") }
        guard let termsIndex else { return HTML.none }
        return """
            <p class="soft">In force since entry <a href="/compliance/entries/\("\(termsIndex)")">\(Figure.grouped(termsIndex))</a>. \
            \("\(packs.count)") packs, \("\(packs.reduce(0) { $0 + $1.rules.count })") rules.</p>
            """
    }

    private func section(_ pack: Pack) -> HTML {
        """
        <section aria-labelledby="p-\(pack.reference.id)"><h2 id="p-\(pack.reference.id)">\(pack.title)</h2>
        <p class="soft">\(pack.reference.id) version \("\(pack.reference.version)"), kept by \(pack.owner). \
        <span class="mono">\(String(pack.reference.sha256.prefix(16)))</span></p>
        <ul class="rules">\(HTML.joined(pack.rules.map { Self.item($0, of: pack, names: names) }))</ul></section>
        """
    }

    static func item(_ rule: Rule, of pack: Pack? = nil, names: [String: String]) -> HTML {
        let sentence = RuleSentence(rule, names: names)
        let name: HTML =
            pack.map { "<a href=\"\(DecisionFilter.path(pack: $0.reference.id, rule: rule.id))\">\(rule.id)</a>" } ?? "\(rule.id)"
        return """
            <li><b>\(rule.title)</b> <span class="soft">\(name), \(sentence.directions)</span>
            <p><b>When</b> \(sentence.when), <b>then</b> \(sentence.then), <b>because</b> \(sentence.because).</p></li>
            """
    }
}
