import Broker

/// The pages of an evidence file.
enum EvidencePage {
    /// What an evidence file of this firm shows.
    /// - Parameters:
    ///   - names: what people say instead of policy words.
    ///   - staff: what people of the firm are called.
    static func pages(brand: String, names: [String: String], staff: StaffNames) -> EvidencePages {
        EvidencePages(
            conversation: { Array(conversation($0, brand: brand, names: names, staff).bytes.utf8) },
            index: { Array(index($0, brand: brand, staff).bytes.utf8) })
    }

    private static func document(_ title: String, _ body: HTML) -> HTML {
        TakenPage.document(
            title,
            """
            \(body)
            <p class="fact">This page is the firm's rendering. What proves it are the entries, proofs and disclosed fields beside it in the \
            evidence file: verify them with <code>parley ledger verify FILE --key LOG.VKEY</code>.</p>
            """)
    }

    /// What the file is about, and what in it is whole.
    private static func index(_ index: EvidenceIndex, brand: String, _ staff: StaffNames) -> HTML {
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
            <tr><td>\("\(entry.index)")</td><td>\(entry.at)</td><td>\(kind(entry.kind))\(entry.decision.map { ", \(Figure.words($0))" } ?? "")</td>\
            <td>\(who(entry.staff, entry.purpose, staff)) \(entry.author.map { "<bdi>\($0)</bdi>" } ?? HTML.none) \(entry.text.map { "<span dir=\"auto\">\($0)</span>" } ?? HTML.none)\(entry.missing?.words ?? "")</td></tr>

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

    private static func conversation(
        _ view: ConversationView, brand: String, names: [String: String], _ staff: StaffNames
    ) -> HTML {
        document(
            "\(brand): conversation \(view.id)",
            """
            <dl>
            <dt>Began in</dt><dd>\(Figure.words(view.began))</dd>
            <dt>Status</dt><dd>\(view.status)</dd>
            <dt>Channels</dt><dd>\(view.channels.map(Figure.words).joined(separator: ", "))</dd>
            <dt>Labels</dt><dd>\(view.labels.isEmpty ? "none" : view.labels.map { names[$0] ?? Figure.words($0) }.joined(separator: ", "))</dd>
            \(HTML.joined(view.deadlines.sorted { $0.key < $1.key }.map { "<dt>\(names[$0.key] ?? Figure.words($0.key))</dt><dd>\($0.value)</dd>\n" }))
            </dl>
            <main>
            \(HTML.joined(view.lines.map { line($0, staff) }))
            </main>
            """)
    }

    private static func line(_ line: ConversationView.Line, _ staff: StaffNames) -> HTML {
        var facts: [String] = []
        let person = who(line.staff, line.purpose, staff)
        if !person.isEmpty { facts.append(person) }
        if !line.redactions.isEmpty { facts.append("taken out before anything was stored: \(line.redactions.joined(separator: ", "))") }
        if let decision = line.decision { facts.append("decided: \(Figure.words(decision))") }
        if !line.rules.isEmpty { facts.append("rules: \(line.rules.joined(separator: ", "))") }
        if let clock = line.clock { facts.append("clock: \(clock)") }
        if let phase = line.phase { facts.append("delivery: \(Figure.words(phase))") }
        if line.withdrawn { facts.append("withdrawn") }
        if let missing = line.missing { facts.append(missing.words) }
        facts += line.attachments.map(\.line)
        return TakenPage.article(
            """
            <h2><bdi>\(line.author ?? kind(line.kind))</bdi> <small>\(line.channel.map(Figure.words) ?? "") \(line.published ?? line.at), \
            entry \("\(line.index)")</small></h2>
            """, line.text, facts)
    }

    private static func kind(_ kind: String) -> String {
        switch kind {
        case "in": "Customer"
        case "out": "The firm"
        case "held": "Reply held until somebody agrees"
        case "scheduled": "Reply to go out later"
        case "blocked": "Reply stopped by policy"
        default: capitalised(CommandType(tool: kind)?.words ?? Figure.spaced(kind))
        }
    }

    private static func capitalised(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() }

    /// Who of the firm, and what for, as far as the entry says.
    private static func who(_ pseudonym: String?, _ purpose: String?, _ staff: StaffNames) -> String {
        let name = pseudonym.flatMap { StaffID($0) }.map { "by \(staff($0))" }
        return [name, purpose.map { "for: \($0)" }].compactMap { $0 }.joined(separator: ", ")
    }
}
