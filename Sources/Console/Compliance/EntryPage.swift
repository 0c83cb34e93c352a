import Broker

/// One entry of the ledger: its leaf, and which rules decided it. Nobody's words.
struct EntryPage {
    let entry: Folded
    let status: Store.Status
    let packs: [Pack]
    let names: [String: String]
    let moment: Moment

    func html(_ visit: Visit) -> HTML {
        let leaf = entry.leaf
        let type = CommandType(rawValue: leaf.commandType).map { "\($0)" } ?? "\(leaf.commandType)"
        return Shell.page(
            title: "Entry \(entry.index)", place: .compliance, visit: visit,
            main: """
                <h1>Entry \(Figure.grouped(entry.index))</h1>
                \(CompliancePage.tabs(visit, here: "-"))
                <dl class="facts"><dt>What</dt><dd>\(CommandType(rawValue: leaf.commandType)?.words ?? Figure.spaced(type))</dd><dt>Recorded</dt><dd>\(time(leaf.recordedTime))</dd>\
                \(leaf.sourceTime.map { "<dt>At its source</dt><dd>\(time($0))</dd>" } ?? HTML.none)\
                <dt>Answer</dt><dd>\(Verdict(rawValue: leaf.decision).map { CompliancePage.verdict($0) } ?? "none")</dd>\
                <dt>Event</dt><dd class="mono">\(leaf.eventID.description)</dd>\
                \(leaf.terms.map { "<dt>Terms of entry</dt><dd><a href=\"/compliance/entries/\("\($0)")\">\(Figure.grouped($0))</a></dd>" } ?? HTML.none)\
                <dt>Fields</dt><dd>\("\(leaf.commitments.fieldCount)"), root <span class="mono">\(leaf.commitments.hash.description)</span></dd>\
                <dt>State</dt><dd>\(state)</dd></dl>
                <h2>Streams</h2>
                <div class="scroll" tabindex="0" role="group" aria-label="What it touched">\
                <table><thead><tr><th scope="col">Kind</th><th scope="col">Id</th><th scope="col" class="num">Sequence</th>\
                <th scope="col" class="num">Entry before</th></tr></thead><tbody>\(HTML.joined(leaf.streams.map(row)))</tbody></table></div>
                <h2>Rules that fired</h2>
                \(rules)
                """)
    }

    private var state: String {
        if entry.index < status.witnessed { return "witnessed: a quorum has cosigned a checkpoint that covers it" }
        return entry.index < status.sealed ? "sealed" : "accepted, not sealed yet"
    }

    private func row(_ stream: StreamReference) -> HTML {
        let before: HTML =
            stream.position.previous.map { "<a href=\"/compliance/entries/\("\($0)")\">\(Figure.grouped($0))</a>" } ?? "first"
        return """
            <tr><td>\(Figure.spaced("\(stream.kind)"))</td><td class="mono">\(stream.id.description)</td>\
            <td class="num">\("\(stream.position.sequence)")</td><td class="num">\(before)</td></tr>
            """
    }

    private var rules: HTML {
        guard entry.events != nil else { return "<p>What it said is erased; that it was said is not.</p>" }
        let traces = entry.traces
        guard !traces.isEmpty else { return "<p class=\"soft\">None.</p>" }
        return "<ul class=\"rules\">\(HTML.joined(traces.map(item)))</ul>"
    }

    private func item(_ trace: RuleTrace) -> HTML {
        let pack = packs.first { $0.reference.id == trace.pack && $0.reference.version == trace.version }
        if let pack, let rule = pack.rules.first(where: { $0.id == trace.rule }) { return PacksPage.item(rule, of: pack, names: names) }
        return "<li>\(trace.rule) of \(trace.pack) version \("\(trace.version)"), which is no longer in force.</li>"
    }

    /// As the firm's clocks showed it, and as the ledger holds it.
    private func time(_ milliseconds: Int64) -> HTML {
        let at = Timestamp(milliseconds: milliseconds)
        return "\(moment.html(at, moment.exact(at))) <span class=\"soft mono\">\(at.description)</span>"
    }
}
