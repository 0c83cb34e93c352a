import Broker

/// What nobody has read yet: messages that wait for a person, and bytes that wait for a scan.
struct QuarantinePage {
    let messages: [(index: UInt64, why: String, at: Timestamp)]
    let items: [QuarantineList.Item]
    let moment: Moment

    func html(_ visit: Visit) -> HTML {
        Shell.page(
            title: "Quarantine", place: .compliance, visit: visit,
            main: """
                <h1>Quarantine</h1>
                \(CompliancePage.tabs(visit, here: "/quarantine"))
                <h2>Messages that wait for a person</h2>
                \(messages.isEmpty ? "<p class=\"soft\">None.</p>" : waiting)
                <h2>Bytes that could not be read in line</h2>
                \(items.isEmpty ? "<p class=\"soft\">None.</p>" : bytes)
                \(items.isEmpty ? HTML.none : again(visit))
                """)
    }

    /// After programs, languages or packs have changed.
    private func again(_ visit: Visit) -> HTML {
        """
        <form method="post" action="/compliance/quarantine/rescan" class="line">\(visit.field)\
        <button>Read them all again</button> <span class="soft">After programs that read files were installed, or packs changed.</span></form>
        """
    }

    private var waiting: HTML {
        let rows = messages.map { message -> HTML in
            """
            <tr><td class="num"><a href="/compliance/entries/\("\(message.index)")">\(Figure.grouped(message.index))</a></td>\
            <td>\(moment.long(message.at) as HTML)</td><td>\(Figure.spaced(message.why))</td></tr>
            """
        }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="Unreadable messages">\
            <table><thead><tr><th scope="col" class="num">Entry</th><th scope="col">Recorded</th><th scope="col">Why</th>\
            </tr></thead><tbody>\(HTML.joined(rows))</tbody></table></div>
            """
    }

    private var bytes: HTML {
        let rows = items.map { item -> HTML in
            """
            <tr><td>\(moment.long(Timestamp(milliseconds: item.arrived)) as HTML)</td>\
            <td>\(moment.long(Timestamp(milliseconds: item.destroyBy)) as HTML)</td>\
            <td>\(item.kind.map(Figure.words) ?? "not looked at")</td><td>\(item.why.flatMap(UnreadReason.init).map(\.words) ?? "it could not be read")</td>\
            <td class="num">\(Figure.grouped(item.length))</td></tr>
            """
        }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="Attachments">\
            <table><thead><tr><th scope="col">Arrived</th><th scope="col">Destroyed by</th><th scope="col">What it is</th>\
            <th scope="col">Why nobody has read it</th><th scope="col" class="num">Bytes</th>\
            </tr></thead><tbody>\(HTML.joined(rows))</tbody></table></div>
            """
    }
}
