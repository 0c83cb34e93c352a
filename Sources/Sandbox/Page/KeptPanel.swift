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
            <section class="kept" aria-label="What Parley keeps"><h3 class="cap" aria-hidden="true">Parley keeps</h3>
            \(text(record))
            <dl>
            <div><dt>Taken out</dt><dd>\(record.findings.isEmpty ? "nothing" : chips(record.findings, "chip hot"))</dd></div>
            \(record.labels.isEmpty ? Markup.none : "<div><dt>Labels</dt><dd>\(chips(record.labels.map(PageText.words), "chip"))</dd></div>")
            <div><dt>Decision</dt><dd>\(decision(record))</dd></div>
            </dl>
            <p class="seal">\(PageIcon.lock)<span>\(record.isSealed ? "Sealed as" : "Accepted as") entry <b>\(record.entry)</b></span>\(clock(record))</p>
            \(isGone(search?.number, from: record) ? searching(search) : Markup.none)
            </section>
            """
    }

    private static func text(_ record: SandboxRecord) -> Markup {
        guard let text = record.text else { return "<p class=\"text gone\">No text any more.</p>" }
        return "<p class=\"text\">\(PageText.redacted(text))</p>"
    }

    private static func clock(_ record: SandboxRecord) -> Markup {
        guard let due = record.due else { return "<span>answered</span>" }
        return "<span>answer due \(PageText.time(iso: due))</span>"
    }

    private static func chips(_ words: [String], _ style: String) -> Markup {
        .joined(words.map { "<span class=\"\(style)\">\($0)</span>" })
    }

    private static func decision(_ record: SandboxRecord) -> Markup {
        let word = PageText.words(record.decision ?? "none")
        guard !record.rules.isEmpty else { return "\(word)" }
        let rules = Markup.joined(record.rules.map { "<li><code>\($0)</code></li>" })
        return
            "<details><summary>\(word), by \(record.rules.count == 1 ? "1 rule" : "\(String(record.rules.count)) rules")</summary><ul>\(rules)</ul></details>"
    }

    /// Whether this number was taken out: what policy keeps in private is on the disk, encrypted, and looking for it would prove nothing.
    private static func isGone(_ number: String?, from record: SandboxRecord) -> Bool {
        guard let number, let text = record.text else { return false }
        return !record.findings.isEmpty && !text.contains(number)
    }

    private static func searching(_ search: (action: String, number: String)?) -> Markup {
        guard let search else { return .none }
        return """
            <form class="search" method="post" action="\(search.action)" data-answer><input type="hidden" name="number" value="\(search.number)">
            <button class="quiet">Look for \(search.number) on Parley’s disk</button><p class="answer" role="status"></p></form>
            """
    }
}
