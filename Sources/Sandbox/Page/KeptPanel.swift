/// Beside each of the customer's messages: what the firm's system keeps of it.
enum KeptPanel {
    /// How much of the outside is known to this page.
    struct Knowledge {
        /// Nil where nobody may look at all.
        var records: [String: SandboxRecord]?
        /// The look failed: the firm's system does not answer at the moment.
        var isBlind = false
    }

    static func heading(_ knowledge: Knowledge, own: String) -> Markup {
        guard knowledge.records != nil else { return .none }
        return """
            <aside class="why" aria-labelledby="why"><h2 id="why">\(PageIcon.lock)What Parley keeps</h2>
            <p>Plaza knows every word you write. The bank’s broker does not keep all of them: beside each of your \(own) stands what it stored, \
            read over its API by an auditor.</p></aside>
            """
    }

    /// - Parameters:
    ///   - id: of the message, as the firm knows it.
    ///   - search: where numbers in the message may be looked for on the firm's disk; nil if it has none.
    static func markup(_ id: String, _ knowledge: Knowledge, reachesFirm: Bool = true, search: (action: String, number: String)?) -> Markup
    {
        guard let records = knowledge.records else { return .none }
        guard let record = records[id] else {
            let why =
                !reachesFirm
                ? "Not written to the bank: Parley never hears of it."
                : knowledge.isBlind
                    ? "Parley does not answer at the moment. What you wrote is delivered when it does." : "On its way to Parley…"
            return "<section class=\"kept empty\" aria-label=\"What Parley keeps\"><p>\(why)</p></section>"
        }
        return """
            <section class="kept" aria-label="What Parley keeps">
            \(record.text.map { "<p class=\"text\">\(PageText.redacted($0))</p>" } ?? "<p class=\"text gone\">No text any more.</p>")
            <dl>
            \(row("Taken out", record.findings.isEmpty ? [] : record.findings, mark: true))
            \(row("Labels", record.labels.map(PageText.words)))
            \(record.decision.map { row("Decision", [PageText.words($0)]) } ?? Markup.none)
            \(rules(record.rules))
            <div><dt>Clock</dt><dd>\(record.due.map { "answer due \(PageText.time(iso: $0))" } ?? "answered, or none runs")</dd></div>
            </dl>
            <p class="seal">\(PageIcon.lock)\(record.isSealed ? "sealed as" : "accepted as") entry <b>\(record.entry)</b></p>
            \(search.map { searching($0.action, $0.number, id) } ?? Markup.none)
            </section>
            """
    }

    private static func row(_ name: String, _ values: [String], mark: Bool = false) -> Markup {
        guard !values.isEmpty else { return .none }
        let chips = Markup.joined(values.map { "<span class=\"chip\(mark ? " hot" : Markup.none)\">\($0)</span>" })
        return "<div><dt>\(name)</dt><dd>\(chips)</dd></div>"
    }

    private static func rules(_ rules: [String]) -> Markup {
        guard !rules.isEmpty else { return .none }
        return """
            <div><dt>Rules</dt><dd><details><summary>\(rules.count == 1 ? "1 rule" : "\(String(rules.count)) rules")</summary>\
            <ul>\(Markup.joined(rules.map { "<li><code>\($0)</code></li>" }))</ul></details></dd></div>
            """
    }

    private static func searching(_ action: String, _ number: String, _ id: String) -> Markup {
        """
        <form class="search" method="post" action="\(action)" data-answer><input type="hidden" name="number" value="\(number)">
        <button class="quiet">Look for \(number) on Parley’s disk</button><p class="answer" role="status"></p></form>
        """
    }
}
