import Broker

/// A conversation as one HTML file for an evidence file: to be read and printed anywhere, with nothing loaded from anywhere.
enum EvidencePage {
    static func bytes(_ view: ConversationView, brand: String) -> [UInt8] { Array(html(view, brand: brand).bytes.utf8) }

    private static func html(_ view: ConversationView, brand: String) -> HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Conversation \(view.id)</title>
        <style>
        body { font: 15px/1.5 system-ui, sans-serif; color: #15201b; margin: 32px auto; max-width: 820px; padding: 0 16px }
        h1 { font-size: 22px; margin: 0 } dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 16px 0 32px }
        dt { color: #4d5852 } dd { margin: 0 } article { border-top: 1px solid #dadfd9; padding: 12px 0; break-inside: avoid }
        article h2 { font-size: 14px; margin: 0 } article h2 small { color: #4d5852; font-weight: 400 }
        article p { margin: 4px 0; white-space: pre-wrap; overflow-wrap: anywhere } .fact { color: #4d5852; font-size: 13px }
        @media print { body { margin: 0; max-width: none } a { color: inherit } }
        </style>
        </head>
        <body>
        <h1>\(brand): conversation \(view.id)</h1>
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
        <p class="fact">This page is the firm's rendering. What proves it are the entries, proofs and disclosed fields beside it in the evidence \
        file: verify them with <code>parley ledger verify FILE --key LOG.VKEY</code>.</p>
        </body>
        </html>

        """
    }

    private static func line(_ line: ConversationView.Line) -> HTML {
        var facts: [String] = []
        if !line.redactions.isEmpty { facts.append("taken out before anything was stored: \(line.redactions.joined(separator: ", "))") }
        if let decision = line.decision { facts.append("decided: \(words(decision))") }
        if !line.rules.isEmpty { facts.append("rules: \(line.rules.joined(separator: ", "))") }
        if let clock = line.clock { facts.append("clock: \(clock)") }
        if let phase = line.phase { facts.append("delivery: \(words(phase))") }
        if line.withdrawn { facts.append("withdrawn") }
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
