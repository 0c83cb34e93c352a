import Broker

/// What is held on a person, for that person.
struct AccessPage {
    let file: PersonalFile
    let brand: String
    /// What people say instead of policy words.
    let names: [String: String]

    init(_ file: PersonalFile, brand: String, names: [String: String]) {
        self.names = names
        self.file = file
        self.brand = brand
    }

    var bytes: [UInt8] { Array(html.bytes.utf8) }

    private var html: HTML {
        TakenPage.document(
            "\(brand): what is held on you",
            """
            <p class="fact">Taken \(file.taken.description) for: \(file.purpose). The same, a line each, is in records.jsonl.</p>
            <h2>What was withheld, and why</h2>
            \(withheld)
            <main>
            <h2>What is held</h2>
            \(HTML.joined(file.records.map(article)))
            </main>
            """)
    }

    private var withheld: HTML {
        guard !file.withheld.isEmpty else { return "<p>Nothing.</p>" }
        return "<ul>\(HTML.joined(file.withheld.map { "<li>\("\($0.count)") × \($0.reason)</li>" }))</ul>"
    }

    private func article(_ record: PersonalRecord) -> HTML {
        var facts: [String] = []
        if let labels = record.labels { facts.append("noted as: \(labels.map { names[$0] ?? Figure.words($0) }.joined(separator: ", "))") }
        if let staff = record.staff { facts.append("by \(staff)") }
        if let purpose = record.purpose { facts.append("for: \(purpose)") }
        for (name, value) in [("name", record.name), ("handle", record.handle), ("address", record.address), ("subject", record.subject)] {
            if let value { facts.append("\(name): \(value)") }
        }
        if let withheld = record.withheld { facts.append("withheld: \(withheld)") }
        return TakenPage.article(
            """
            <h3>\(CommandType(tool: record.kind)?.words ?? Figure.spaced(record.kind)) <small>\(record.by ?? "") \(record.channel.map(Figure.words) ?? "") \(record.at), \
            entry \("\(record.index)")</small></h3>
            """, record.text, facts)
    }
}
