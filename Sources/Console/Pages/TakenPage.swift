/// A page in a file that somebody takes along: to be read and printed anywhere, with nothing loaded from anywhere.
enum TakenPage {
    static func document(_ title: String, _ body: HTML) -> HTML {
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
        h1 { font-size: 22px; margin: 0 } h2 { font-size: 16px } small, .fact { color: #4d5852; font-size: 13px; font-weight: 400 }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 16px 0 32px } dt { color: #4d5852 } dd { margin: 0 }
        article { border-top: 1px solid #dadfd9; padding: 12px 0; break-inside: avoid } article h2, article h3 { font-size: 14px; margin: 0 }
        article p { margin: 4px 0; white-space: pre-wrap; overflow-wrap: anywhere }
        table { border-collapse: collapse; font-size: 13px; width: 100% } td, th { border-top: 1px solid #dadfd9; padding: 4px 8px 4px 0; \
        text-align: start; vertical-align: top; overflow-wrap: anywhere } thead { display: table-header-group } tr { break-inside: avoid }
        @page { margin: 18mm 15mm } @media print { body { font-size: 10pt; margin: 0; max-width: none } a { color: inherit } }
        </style>
        </head>
        <body>
        <h1>\(title)</h1>
        \(body)
        </body>
        </html>

        """
    }

    /// One entry: who, where and when; its words; and what is to be said of it.
    /// - Parameter heading: markup of the heading's level, with who it is from.
    static func article(_ heading: HTML, _ text: String?, _ facts: [String]) -> HTML {
        """
        <article>
        \(heading)
        \(text.map { "<p dir=\"auto\">\($0)</p>" } ?? HTML.none)
        \(facts.isEmpty ? HTML.none : "<p class=\"fact\">\(facts.joined(separator: "; "))</p>")
        </article>

        """
    }
}
