import Broker

/// What is known around a conversation: its clock, its deadlines, who it is with, what is to do, what was before.
struct AboutPane {
    let open: OpenConversation
    let view: DeskView

    func html() -> HTML {
        """
        <aside class="about" id="about" aria-label="About this conversation">
        <section><h2>Clock</h2>\(clock())</section>
        \(deadlines())
        \(tasks())
        <section><h2>Who this is</h2>\(open.people.html(person))</section>
        \(marks())
        \(earlier())
        </aside>
        """
    }

    private func clock() -> HTML {
        guard let clock = open.clock else {
            return
                "<div class=\"clock\"><p class=\"big calm\">Answered</p><p class=\"soft\">No customer message waits for an answer.</p></div>"
        }
        let moment = view.moment
        let assigned: HTML =
            clock.assigned.map { "<dt>Assigned</dt><dd>\(moment.html($0, moment.clock($0, seconds: true)))</dd>" } ?? HTML.none
        guard let due = clock.due else {
            return
                "<div class=\"clock\"><p class=\"big soon\">Waiting</p><dl><dt>Published</dt><dd>\(moment.long(clock.start) as HTML)</dd>\(assigned)</dl></div>"
        }
        let style = moment.urgency(due).style
        return """
            <div class="clock"><p class="big \(style)" data-due="\(due.milliseconds)">\(moment.left(due))</p>
            <p class="soft">First reply due \(moment.long(due) as HTML)\(why(clock))</p>
            \(track(clock, due))
            <dl><dt>Published</dt><dd>\(moment.html(clock.start, published(clock.start)))</dd>\(assigned)</dl></div>
            """
    }

    private func published(_ at: Timestamp) -> String {
        let moment = view.moment
        return moment.zone.date(at: at) == moment.zone.date(at: moment.now) ? moment.clock(at, seconds: true) : moment.long(at)
    }

    private func why(_ clock: OpenConversation.Clock) -> HTML {
        guard let target = clock.target else { return HTML.none }
        let length = Figure.duration(milliseconds: Int64(target.seconds) * 1_000)
        let counted: HTML = target.basis == .staffed ? " of staffed time" : " of all time"
        let ground: HTML =
            switch clock.ground {
            case .origin(let word): " because it began in \(Figure.words(word))"
            case .label(let word): " because it is marked \(view.rules.words(word))"
            case .priority(let word): " because its priority is \(word)"
            case .everyConversation: ", as for every conversation"
            case nil: ", the strictest so far"
            }
        return ". Target \(length)\(counted)\(ground)."
    }

    /// From publishing to the due time, with the assignment's mark; the words beside it say the same.
    private func track(_ clock: OpenConversation.Clock, _ due: Timestamp) -> HTML {
        let whole = max(1, due.milliseconds(since: clock.start))
        func part(_ at: Timestamp) -> Int64 { min(1_000, max(0, at.milliseconds(since: clock.start) * 1_000 / whole)) }
        let mark: HTML =
            clock.assigned.map { "<rect class=\"mark\" x=\"\(min(990, part($0)))\" y=\"0\" width=\"8\" height=\"14\"/>" } ?? HTML.none
        return """
            <svg class="track \(view.moment.urgency(due).style)" viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true" \
            data-start="\(clock.start.milliseconds)" data-end="\(due.milliseconds)">\
            <rect class="whole" y="4" width="1000" height="6" rx="3"/><rect class="gone" y="4" width="\(part(view.moment.now))" height="6" rx="3"/>\
            \(mark)</svg>
            """
    }

    private func deadlines() -> HTML {
        guard !open.deadlines.isEmpty else { return HTML.none }
        let rows = open.deadlines.html { deadline -> HTML in
            let style = view.moment.urgency(deadline.at).style
            return "<dt>\(view.rules.words(deadline.name))</dt><dd class=\"\(style)\">\(view.moment.long(deadline.at) as HTML)</dd>"
        }
        return "<section><h2>Deadlines</h2><dl>\(rows)</dl></section>"
    }

    private func tasks() -> HTML {
        guard !open.tasks.isEmpty else { return HTML.none }
        let rows = open.tasks.html { task -> HTML in
            let name = view.rules.words(task.action)
            guard view.mayAct else { return "<li><span>\(name)</span></li>" }
            return """
                <li><span>\(name)</span><form method="post" action="/desk/\(open.id.description)/task">\(view.field)\
                <input type="hidden" name="task" value="\(task.id.description)"><button class="quiet" aria-label="Done: \(name)">Done</button></form></li>
                """
        }
        return "<section><h2>To do</h2><ul class=\"tasks\">\(rows)</ul></section>"
    }

    private func person(_ person: OpenConversation.Person) -> HTML {
        let heading: HTML =
            open.people.count > 1 || person.name != nil
            ? "<h3><bdi>\(person.name ?? "Person \(person.number)")</bdi></h3>" : HTML.none
        let rows = person.identities.html { identity, address -> HTML in
            let isProved = identity.assurance >= .possession
            let icon: Icon = identity.network == .mail ? .mail : isProved ? .lock : .horn
            return """
                <li>\(icon.html)<bdi>\(address ?? "not shown")</bdi><span class="\(isProved ? "proved" : "soft")">\
                \(identity.assurance.words(on: identity.network))</span></li>
                """
        }
        let gone: HTML = person.isErased ? "<p class=\"soft\">What was known of this person was destroyed.</p>" : HTML.none
        return "\(heading)<ul class=\"identities\">\(rows)</ul>\(gone)"
    }

    private func marks() -> HTML {
        let team: HTML = open.route.map { "<span class=\"chip\">\(Icon.people.html)\(view.rules.words($0))</span>" } ?? HTML.none
        let labels = open.labels.html { "<span class=\"chip\">\(view.rules.words($0))</span>" }
        guard open.route != nil || !open.labels.isEmpty else { return HTML.none }
        return "<section><h2>Marks</h2><p class=\"chips\">\(team)\(labels)</p></section>"
    }

    private func earlier() -> HTML {
        guard !open.earlier.isEmpty else { return HTML.none }
        let rows = open.earlier.html { row -> HTML in
            """
            <li><a href="/desk/\(row.id.description)">\(view.moment.date(row.updated))</a> <span>\(row.began.title), \(row.status)</span></li>
            """
        }
        return "<section><h2>Before</h2><ul class=\"earlier\">\(rows)</ul></section>"
    }
}
