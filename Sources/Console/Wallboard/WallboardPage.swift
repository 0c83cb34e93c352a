import Broker

/// Big figures that are read from across a room.
struct WallboardPage {
    let board: Wallboard
    let moment: Moment
    /// What people say instead of policy words.
    var names: [String: String] = [:]

    func html(_ visit: Visit) -> HTML {
        Shell.page(
            title: "Wallboard", place: .wallboard, visit: visit,
            main: """
                <h1>Wallboard</h1>
                <div data-refresh="/wallboard/figures">\(figures)</div>
                """)
    }

    /// What changes.
    var figures: HTML {
        """
        <dl class="figures">
        \(figure("Waiting", Figure.grouped(board.all.waiting), "customers without an answer"))
        \(figure("Oldest", board.all.oldest.map(age) ?? "-", "since it was published"))
        \(figure("At risk", Figure.grouped(board.all.atRisk), "due within 15 min or a quarter of the target", board.all.atRisk > 0 ? "soon" : ""))
        \(figure("Breached", Figure.grouped(board.all.breached), "past the promised time", board.all.breached > 0 ? "late" : ""))
        \(figure("Answered today", Figure.grouped(board.all.answered), "\(Figure.grouped(board.all.inTime)) in time"))
        \(figure("From published", time(board.all.fromPublished.median), "median, 9 of 10 within \(time(board.all.fromPublished.ninth))"))
        \(figure("From assigned", time(board.all.fromAssigned.median), "median, 9 of 10 within \(time(board.all.fromAssigned.ninth))"))
        </dl>
        \(table("By route", "Route", board.routes.map { ($0.route.map { names[$0] ?? Figure.words($0) } ?? "none", $0.figures) }))
        \(table("By channel", "Began on", board.channels.map { (Figure.words($0.channel.word), $0.figures) }))
        <p class="soft">As of \(moment.clock(board.at, seconds: true)). Times to answer are today's, in the firm's time zone.</p>
        """
    }

    private func figure(_ name: String, _ value: String, _ note: String, _ kind: String = "") -> HTML {
        "<div class=\"\(kind)\"><dt>\(name)</dt><dd>\(value)</dd><dd>\(note)</dd></div>"
    }

    private func table(_ title: String, _ first: String, _ rows: [(String, Wallboard.Figures)]) -> HTML {
        guard !rows.isEmpty else { return HTML.none }
        let body = rows.map { name, figures -> HTML in
            """
            <tr><th scope="row">\(name)</th>\(number("\(figures.waiting)"))\(number(figures.oldest.map(age) ?? "-"))\
            \(number("\(figures.atRisk)"))\(number("\(figures.breached)"))\(number("\(figures.answered)"))\
            \(number(time(figures.fromPublished.median)))\(number(time(figures.fromPublished.ninth)))\
            \(number(time(figures.fromAssigned.median)))\(number(time(figures.fromAssigned.ninth)))</tr>
            """
        }
        return """
            <h2>\(title)</h2><div class="scroll" tabindex="0" role="group" aria-label="\(title)"><table>
            <thead><tr><th scope="col">\(first)</th><th scope="col" class="num">Waiting</th><th scope="col" class="num">Oldest</th>\
            <th scope="col" class="num">At risk</th><th scope="col" class="num">Breached</th><th scope="col" class="num">Answered today</th>\
            <th scope="col" class="num">Published, median</th><th scope="col" class="num">9 of 10</th>\
            <th scope="col" class="num">Assigned, median</th><th scope="col" class="num">9 of 10</th></tr></thead>
            <tbody>\(HTML.joined(body))</tbody></table></div>
            """
    }

    private func number(_ text: String) -> HTML { "<td class=\"num\">\(text)</td>" }

    private func age(_ since: Timestamp) -> String { Figure.duration(milliseconds: board.at.milliseconds(since: since)) }

    private func time(_ milliseconds: Int64?) -> String { milliseconds.map { Figure.duration(milliseconds: $0) } ?? "-" }
}
