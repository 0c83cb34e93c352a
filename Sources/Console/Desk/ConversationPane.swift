import Broker

/// A conversation in the middle of the desk: what can be done at the top, the flow, the composer below.
struct ConversationPane {
    let open: OpenConversation
    let composed: Composed
    let view: DeskView
    /// What was just done, or what did not work.
    var said: HTML = HTML.none
    /// Back to the queue as it was.
    var back: String = "/desk"

    private var path: String { "/desk/\(open.id)" }
    private var who: String {
        let person = open.people.first
        return person?.name ?? person?.identities.lazy.compactMap(\.address).first ?? "\(open.began.networkName) customer"
    }

    func html() -> HTML {
        """
        <section class="talk" id="talk" aria-labelledby="who" data-id="\(open.id.description)" data-part="\(path)?part=talk" \
        data-sequence="\(open.sequence)">
        <header class="head" id="head"><a class="back" href="\(back)">‹ Queue</a><div class="title"><h1 id="who"><bdi>\(who)</bdi></h1>
        <span class="chip \(open.began.style)">\(open.began.icon.html)Began \(open.began.isPublic ? "in public" as HTML : "in private" as HTML)</span>
        \(state())</div>\(view.mayAct ? acts() : HTML.none)<a class="to-about" href="#about">About</a></header>
        \(said)
        \(FlowPane(open: open, view: view).html())
        <p class="hear" id="announce" role="status" aria-live="polite"></p>
        \(ComposerPane(open: open, composed: composed, view: view).html())
        </section>
        \(AboutPane(open: open, view: view).html())
        """
    }

    private func state() -> HTML {
        var chips: [HTML] = []
        if open.isResolved { chips.append("<span class=\"chip\">Resolved</span>") }
        if !view.mayAct, let assigned = open.assigned { chips.append("<span class=\"chip\">With <bdi>\(view.name(assigned))</bdi></span>") }
        if let handoff = open.handoff { chips.append("<span class=\"chip\">\(Icon.door.html)Handoff \(handoff.phase.word)</span>") }
        return HTML.joined(chips)
    }

    private func acts() -> HTML {
        guard open.isOpen else {
            return """
                <div class="acts-bar"><form method="post" action="\(path)/reopen">\(view.field)<button>Open again</button></form></div>
                """
        }
        return "<div class=\"acts-bar\">\(assign())\(move())\(resolve())</div>"
    }

    /// Whose it is, and what can be done about that; taking it is one step.
    private func assign() -> HTML {
        let whose: HTML = open.assigned.map { $0 == view.me.id ? "Yours" : "With <bdi>\(view.name($0))</bdi>" } ?? "Nobody’s"
        let take: HTML =
            open.assigned == view.me.id
            ? HTML.none
            : "<form method=\"post\" action=\"\(path)/assign\">\(view.field)<button id=\"take\">Assign to me <kbd>a</kbd></button></form>"
        let release: HTML =
            open.assigned == nil
            ? HTML.none : "<form method=\"post\" action=\"\(path)/release\">\(view.field)<button>Release it for anybody</button></form>"
        let others = view.people.filter { $0.key != view.me.id && $0.key != open.assigned }
            .sorted { ($0.value, $0.key.description) < ($1.value, $1.key.description) }
        let give: HTML =
            others.isEmpty
            ? HTML.none
            : """
            <form method="post" action="\(path)/assign" class="line">\(view.field)<label for="to-whom">Give it to</label>
            <select id="to-whom" name="to">\(others.html { "<option value=\"\($0.key.description)\">\($0.value)</option>" })</select>
            <button>Give</button></form>
            """
        guard open.assigned != nil || !others.isEmpty else { return take }
        return
            "<details class=\"menu\"><summary class=\"button quiet\">\(whose) ▾</summary><div class=\"sheet\">\(release)\(give)</div></details>\(take)"
    }

    private func move() -> HTML {
        guard !open.destinations.isEmpty else {
            let why: HTML =
                open.channels.contains { $0.channelClass == .privateVerified }
                ? "They can be written to in private already: choose the channel above your reply."
                : "There is no private way to this customer from here."
            return """
                <details class="menu" id="move"><summary class="button">\(Icon.lock.html)Move <span class="wide">to private</span> <kbd>m</kbd></summary>
                <div class="sheet"><p>\(why)</p></div></details>
                """
        }
        let choices = open.destinations.enumerated().html { place, destination -> HTML in
            let verdict = destination.checked.decision.verdict
            let may = verdict == .send || verdict == .sendWarn || verdict == .hold
            let note: HTML =
                may
                ? (verdict == .hold ? " <span class=\"soft\">waits for approval</span>" : HTML.none)
                : " <span class=\"soft\">not now: \(destination.checked.decision.instead ?? destination.checked.rule?.rule.title ?? "policy does not offer it")</span>"
            let first = open.destinations.firstIndex { $0.checked.decision.verdict != .block }
            return """
                <label class="choice"><input type="radio" name="destination" value="\(destination.word)"\(place == first ? " checked" : HTML.none)\
                \(may ? HTML.none : " disabled")> \(Icon.mail.html)\(Figure.words(destination.word))\(note)</label>
                """
        }
        let way = open.destinations[0].by
        return """
            <details class="menu" id="move"><summary class="button">\(Icon.lock.html)Move <span class="wide">to private</span> <kbd>m</kbd></summary>
            <form method="post" action="\(path)/move" class="sheet">\(view.field)
            <input type="hidden" name="id" value="\(RandomIDs.event().description)"><input type="hidden" name="seen" value="\(open.sequence)">\
            <input type="hidden" name="channel" value="\(way.word)">
            <fieldset><legend>Go on by</legend>\(choices)</fieldset>
            <p class="soft"><b>\(who)</b> gets two messages by \(way.title): a link to our private page, and a number that opens it. Whoever \
            enters both proves the account, then names a mailbox and proves that as well. The conversation, its clock and you stay the same.</p>
            <button class="go">Send link and number</button></form></details>
            """
    }

    private func resolve() -> HTML {
        """
        <details class="menu" id="resolve"><summary class="button">Resolve <kbd>e</kbd></summary>
        <form method="post" action="\(path)/resolve" class="sheet">\(view.field)
        <label for="code">How it ended</label><select id="code" name="code" required>\
        \(view.lists.codes.html { "<option value=\"\($0)\">\(Figure.words($0))</option>" })</select>
        <label for="sentiment">How the customer leaves</label><select id="sentiment" name="sentiment" required>\
        \(view.lists.sentiments.html { "<option value=\"\($0)\"\($0 == view.lists.sentiments[view.lists.sentiments.count / 2] ? " selected" : HTML.none)>\(Figure.words($0))</option>" })</select>
        <button class="go">Resolve</button></form></details>
        """
    }
}
