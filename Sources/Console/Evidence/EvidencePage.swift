import Broker

/// The pages of an evidence file: to be read and printed anywhere, with nothing loaded from anywhere.
enum EvidencePage {
    /// What an evidence file of this firm shows.
    static func pages(brand: String) -> EvidencePages {
        EvidencePages(
            conversation: { Array(conversation($0, brand: brand).bytes.utf8) }, index: { Array(index($0, brand: brand).bytes.utf8) })
    }

    private static func document(_ title: String, _ body: HTML) -> HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(title)</title>
        <style>
        body { font: 15px/1.5 system-ui, sans-serif; color: #15201b; margin: 32px auto; max-width: 820px; padding: 0 16px }
        h1 { font-size: 22px; margin: 0 } dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 16px 0 32px }
        dt { color: #4d5852 } dd { margin: 0 } article { border-top: 1px solid #dadfd9; padding: 12px 0; break-inside: avoid }
        article h2 { font-size: 14px; margin: 0 } article h2 small { color: #4d5852; font-weight: 400 }
        article p { margin: 4px 0; white-space: pre-wrap; overflow-wrap: anywhere } .fact { color: #4d5852; font-size: 13px }
        table { border-collapse: collapse; font-size: 13px; width: 100% } td, th { border-top: 1px solid #dadfd9; padding: 4px 8px 4px 0; \
        text-align: start; vertical-align: top; overflow-wrap: anywhere } thead { display: table-header-group } tr { break-inside: avoid }
        @page { margin: 18mm 15mm } @media print { body { font-size: 10pt; margin: 0; max-width: none } a { color: inherit } }
        </style>
        </head>
        <body>
        <h1>\(title)</h1>
        \(body)
        <p class="fact">This page is the firm's rendering. What proves it are the entries, proofs and disclosed fields beside it in the evidence \
        file: verify them with <code>parley ledger verify FILE --key LOG.VKEY</code>.</p>
        </body>
        </html>

        """
    }

    /// What the file is about, and what in it is whole.
    private static func index(_ index: EvidenceIndex, brand: String) -> HTML {
        let (title, scope): (String, String) =
            switch index.subject {
            case .conversation: ("\(brand): a conversation", "The whole conversation, from its first entry to the export.")
            case .customer(let id):
                ("\(brand): customer \(id)", "Every conversation that the customer wrote in, each from its first entry to the export.")
            case .recordedComplaint(let event):
                ("\(brand): complaint \(event)", "The whole conversation that the complaint is in, from its first entry to the export.")
            case .range(let range):
                (
                    "\(brand): entries \(range.first) to \(range.last) of the log",
                    "A part of the log. Conversations may have begun before it and gone on after it: none is proved whole by this file."
                )
            }
        let rows = index.entries.map { entry -> HTML in
            """
            <tr><td>\("\(entry.index)")</td><td>\(entry.at)</td><td>\(words(entry.kind)) \(entry.decision.map(words) ?? "")</td>\
            <td>\(entry.author.map { "<bdi>\($0)</bdi>" } ?? HTML.none) \(entry.text.map { "<span dir=\"auto\">\($0)</span>" } ?? HTML.none)</td></tr>

            """
        }
        let list = index.conversations.map { view -> HTML in
            "<li><a href=\"conversations/\(view.id).html\">\(view.id)</a>, \("\(view.sequence)") entries, \(view.status)</li>\n"
        }
        return document(
            title,
            """
            <p><strong>\(scope)</strong></p>
            \(list.isEmpty ? HTML.none : "<ul>\(HTML.joined(list))</ul>")
            \(rows.isEmpty ? HTML.none : """
                <table><thead><tr><th>Entry</th><th>Recorded</th><th>What</th><th>Words</th></tr></thead><tbody>
                \(HTML.joined(rows))</tbody></table>
                """)
            """)
    }

    private static func conversation(_ view: ConversationView, brand: String) -> HTML {
        document(
            "\(brand): conversation \(view.id)",
            """
            <dl>
            <dt>Began in</dt><dd>\(words(view.began))</dd>
            <dt>Status</dt><dd>\(view.status)</dd>
            <dt>Channels</dt><dd>\(view.channels.map(words).joined(separator: ", "))</dd>
            <dt>Labels</dt><dd>\(view.labels.isEmpty ? "none" : view.labels.map(words).joined(separator: ", "))</dd>
            \(HTML.joined(view.deadlines.sorted { $0.key < $1.key }.map { "<dt>\(words($0.key))</dt><dd>\($0.value)</dd>\n" }))
            </dl>
            <main>
            \(HTML.joined(view.lines.map(line)))
            </main>
            """)
    }

    private static func line(_ line: ConversationView.Line) -> HTML {
        var facts: [String] = []
        if !line.redactions.isEmpty { facts.append("taken out before anything was stored: \(line.redactions.joined(separator: ", "))") }
        if let decision = line.decision { facts.append("decided: \(words(decision))") }
        if !line.rules.isEmpty { facts.append("rules: \(line.rules.joined(separator: ", "))") }
        if let clock = line.clock { facts.append("clock: \(clock)") }
        if let phase = line.phase { facts.append("delivery: \(words(phase))") }
        if line.withdrawn { facts.append("withdrawn") }
        facts += line.attachments.map(\.line)
        return """
            <article>
            <h2><bdi>\(line.author ?? kind(line.kind))</bdi> <small>\(line.channel.map(words) ?? "") \(line.published ?? line.at), \
            entry \("\(line.index)")</small></h2>
            \(line.text.map { "<p dir=\"auto\">\($0)</p>" } ?? HTML.none)
            \(facts.isEmpty ? HTML.none : "<p class=\"fact\">\(facts.joined(separator: "; "))</p>")
            </article>

            """
    }

    private static func kind(_ kind: String) -> String {
        switch kind {
        case "in": "Customer"
        case "out": "The firm"
        default: words(kind)
        }
    }

    private static func words(_ word: String) -> String { String(word.map { $0 == "_" ? " " : $0 }) }
}
