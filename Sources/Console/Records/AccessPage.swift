import Broker

/// What is held on a person, for that person: to be read and printed anywhere, with nothing loaded from anywhere.
struct AccessPage {
    let file: PersonalFile
    let brand: String

    init(_ file: PersonalFile, brand: String) {
        self.file = file
        self.brand = brand
    }

    var bytes: [UInt8] { Array(html.bytes.utf8) }

    private var html: HTML {
        let title = "\(brand): what is held on you"
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(title)</title>
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; color: #15201b; margin: 32px auto; max-width: 820px; padding: 0 16px }
            h1 { font-size: 22px; margin: 0 } h2 { font-size: 16px } article { border-top: 1px solid #dadfd9; padding: 12px 0; break-inside: avoid }
            article h3 { font-size: 14px; margin: 0 } small, .fact { color: #4d5852; font-weight: 400 }
            article p { margin: 4px 0; white-space: pre-wrap; overflow-wrap: anywhere }
            @page { margin: 18mm 15mm } @media print { body { font-size: 10pt; margin: 0; max-width: none } }
            </style>
            </head>
            <body>
            <h1>\(title)</h1>
            <p class="fact">Taken \(file.taken.description) for: \(file.purpose). The same, a line each, is in records.jsonl.</p>
            <h2>What was withheld, and why</h2>
            \(withheld)
            <main>
            <h2>What is held</h2>
            \(HTML.joined(file.records.map(article)))
            </main>
            </body>
            </html>

            """
    }

    private var withheld: HTML {
        guard !file.withheld.isEmpty else { return "<p>Nothing.</p>" }
        return "<ul>\(HTML.joined(file.withheld.map { "<li>\("\($0.count)") × \($0.reason)</li>" }))</ul>"
    }

    private func article(_ record: PersonalRecord) -> HTML {
        var facts: [String] = []
        if let labels = record.labels { facts.append("noted as: \(labels.map(Figure.words).joined(separator: ", "))") }
        if let staff = record.staff { facts.append("by \(staff)") }
        if let purpose = record.purpose { facts.append("for: \(purpose)") }
        for (name, value) in [("name", record.name), ("handle", record.handle), ("address", record.address), ("subject", record.subject)] {
            if let value { facts.append("\(name): \(value)") }
        }
        if let withheld = record.withheld { facts.append("withheld: \(withheld)") }
        return """
            <article>
            <h3>\(Figure.spaced(record.kind)) <small>\(record.by ?? "") \(record.channel.map(Figure.words) ?? "") \(record.at), \
            entry \("\(record.index)")</small></h3>
            \(record.text.map { "<p dir=\"auto\">\($0)</p>" } ?? HTML.none)
            \(facts.isEmpty ? HTML.none : "<p class=\"fact\">\(facts.joined(separator: "; "))</p>")
            </article>

            """
    }
}
