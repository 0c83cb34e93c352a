import Broker

/// Which rule said what, when, in which entry.
struct DecisionsPage {
    let asked: DecisionFilter
    let rows: [DecidedRule]
    let counts: [DecidedRule.Count]
    let packs: [Pack]
    let names: [String: String]
    let moment: Moment

    func html(_ visit: Visit) -> HTML {
        Shell.page(
            title: "Decisions", place: .compliance, visit: visit,
            main: """
                <h1>Decisions</h1>
                \(CompliancePage.tabs(visit, here: "/decisions"))
                <form method="get" action="/compliance/decisions" class="line" role="search">
                <label for="pack">Pack</label> \(choice("pack", packs.map(\.reference.id), asked.filter.pack))
                <label for="rule">Rule</label> <input id="rule" name="rule" value="\(asked.filter.rule ?? "")" list="rules" size="28">
                <datalist id="rules">\(HTML.joined(packs.flatMap(\.rules).map { "<option value=\"\($0.id)\"></option>" }))</datalist>
                <label for="verdict">Answer</label> \(choice("verdict", Verdict.allCases.map(\.word), asked.filter.verdict?.word))
                <label for="day">Day</label> <input id="day" name="day" type="date" value="\(asked.day)">
                <button>Show</button></form>
                \(sentence)
                <div class="scroll" tabindex="0" role="group" aria-label="Decisions">\
                <table><caption>Newest first\(asked.filter.day == nil ? "" : ", \(asked.day) (UTC)")</caption>
                <thead><tr><th scope="col" class="num">Entry</th><th scope="col">Recorded</th><th scope="col">Answer</th>\
                <th scope="col">Rule</th><th scope="col">Pack</th></tr></thead><tbody>\(HTML.joined(rows.map(row)))</tbody></table></div>
                \(more)
                <h2>Counts\(asked.filter.day == nil ? "" : " of the day")</h2>
                \(CompliancePage.table(of: counts))
                """)
    }

    /// The rule that was asked for, in words.
    private var sentence: HTML {
        guard let id = asked.filter.rule,
            let rule = packs.filter({ asked.filter.pack == nil || $0.reference.id == asked.filter.pack }).flatMap(\.rules).first(where: {
                $0.id == id
            })
        else { return HTML.none }
        return "<ul class=\"rules\">\(PacksPage.item(rule, names: names))</ul>"
    }

    private func row(_ fired: DecidedRule) -> HTML {
        """
        <tr><td class="num"><a href="/compliance/entries/\("\(fired.index)")">\(Figure.grouped(fired.index))</a></td><td>\(moment.long(fired.at) as HTML)</td>\
        <td>\(fired.verdict.map { CompliancePage.verdict($0) } ?? "")</td><td>\(fired.rule)</td>\
        <td>\(fired.pack) version \("\(fired.version)")</td></tr>
        """
    }

    private var more: HTML {
        guard rows.count == ComplianceRoutes.pageLength, let last = rows.last else {
            return rows.isEmpty ? "<p class=\"soft\">Nothing fits.</p>" : HTML.none
        }
        return "<p><a href=\"\(asked.path(before: last.index))\">Older</a></p>"
    }

    private func choice(_ name: String, _ words: [String], _ chosen: String?) -> HTML {
        let options = words.map { word -> HTML in
            "<option value=\"\(word)\"\(word == chosen ? " selected" : HTML.none)>\(Figure.words(word))</option>"
        }
        return "<select id=\"\(name)\" name=\"\(name)\"><option value=\"\">any</option>\(HTML.joined(options))</select>"
    }
}
