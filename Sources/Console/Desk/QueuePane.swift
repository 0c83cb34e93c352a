import Broker

/// Which conversations the queue shows, as it stands in addresses.
struct QueueChoice: Sendable, Equatable {
    enum Show: String, CaseIterable, Sendable { case open, mine, unassigned, moving, resolved, team }
    var show: Show
    var team: String?
    var cursor: InboxCursor?

    init(show: Show = .open, team: String? = nil, cursor: InboxCursor? = nil) {
        self.show = show
        self.team = team
        self.cursor = cursor
    }

    /// From the address; what it does not know becomes the open ones.
    init(show: String?, team: String?, after: String?) {
        self.show = show.flatMap(Show.init(rawValue:)) ?? .open
        self.team = self.show == .team ? team : nil
        if self.show == .team, team == nil { self.show = .open }
        if let parts = after?.split(separator: "."), parts.count == 2, let place = Int64(parts[0]),
            let id = ConversationID(String(parts[1]))
        {
            cursor = InboxCursor(place: place, id: id)
        }
    }

    func filter(_ me: StaffID) -> InboxFilter {
        switch show {
        case .open: .open
        case .mine: .assigned(me)
        case .unassigned: .unassigned
        case .moving: .moving
        case .resolved: .resolved
        case .team: .route(team ?? "")
        }
    }

    /// `show=mine&after=…`, empty for the open ones from the top.
    func query(cursor: InboxCursor? = nil) -> String {
        var parts: [String] = []
        if show != .open { parts.append("show=\(show.rawValue)") }
        if let team { parts.append("team=\(PageAnswers.escaped(team))") }
        if let cursor { parts.append("after=\(cursor.place).\(cursor.id)") }
        return parts.joined(separator: "&")
    }

    func address(_ path: String, cursor: InboxCursor? = nil) -> String {
        let query = query(cursor: cursor)
        return query.isEmpty ? path : "\(path)?\(query)"
    }

    var title: String {
        switch show {
        case .open: "Next due"
        case .mine: "Mine"
        case .unassigned: "Unassigned"
        case .moving: "Moving to private"
        case .resolved: "Resolved"
        case .team: Figure.words(team ?? "")
        }
    }
}

/// The queue: who waits, for how long, where, and for what.
enum QueuePane {
    static func html(_ inbox: Inbox, choice: QueueChoice, teams: [String], current: ConversationID?, _ view: DeskView) -> HTML {
        let part = choice.address("/desk", cursor: choice.cursor)
        return """
            <section class="queue" id="queue" aria-labelledby="queue-title" data-part="\(part)\(part.contains("?") ? "&" : "?")part=queue">
            <div class="bar"><h1 id="queue-title">\(choice.show == .team ? view.rules.words(choice.team ?? "") : choice.title)</h1><span class="soft" id="queue-count">\(counts(inbox, choice))</span></div>
            <nav class="filters" aria-label="Which conversations">\(filters(choice, teams, view))</nav>
            \(inbox.items.isEmpty ? empty(choice) : rows(inbox, choice, current, view))
            \(more(inbox, choice))
            </section>
            """
    }

    private static func counts(_ inbox: Inbox, _ choice: QueueChoice) -> String {
        let count = inbox.count >= Inbox.countLimit ? "\(Figure.grouped(Inbox.countLimit))+" : "\(inbox.count)"
        let kind = choice.show == .resolved ? "resolved" : "open"
        guard inbox.late > 0 else { return "\(count) \(kind)" }
        let late = inbox.late >= Inbox.countLimit ? "\(Figure.grouped(Inbox.countLimit))+" : "\(inbox.late)"
        return "\(count) \(kind), \(late) late"
    }

    private static func filters(_ choice: QueueChoice, _ teams: [String], _ view: DeskView) -> HTML {
        let plain = QueueChoice.Show.allCases.filter { $0 != .team }.html { show in
            let other = QueueChoice(show: show)
            return link(other, name(show), isHere: choice.show == show)
        }
        let ofTeams = teams.html { team in
            link(QueueChoice(show: .team, team: team), view.rules.words(team), isHere: choice.show == .team && choice.team == team)
        }
        guard !teams.isEmpty else { return plain }
        return """
            \(plain)<details class="teams"\(choice.show == .team ? " open" : HTML.none)><summary>Teams</summary><div>\(ofTeams)</div></details>
            """
    }

    private static func name(_ show: QueueChoice.Show) -> String {
        switch show {
        case .open: "All open"
        case .mine: "Mine"
        case .unassigned: "Unassigned"
        case .moving: "Moving"
        case .resolved: "Resolved"
        case .team: "Team"
        }
    }

    private static func link(_ choice: QueueChoice, _ words: String, isHere: Bool) -> HTML {
        "<a href=\"\(choice.address("/desk"))\"\(isHere ? " aria-current=\"true\"" : HTML.none)>\(words)</a>"
    }

    private static func empty(_ choice: QueueChoice) -> HTML {
        "<p class=\"nothing\">\(choice.cursor == nil ? "Nothing waits here." : "Nothing more.")</p>"
    }

    private static func more(_ inbox: Inbox, _ choice: QueueChoice) -> HTML {
        let first: HTML = choice.cursor == nil ? HTML.none : "<a class=\"button\" href=\"\(choice.address("/desk"))\">From the top</a>"
        let next = inbox.next.map { cursor -> HTML in
            "<a class=\"button\" rel=\"next\" href=\"\(choice.address("/desk", cursor: cursor))\">More</a>"
        }
        if choice.cursor == nil, next == nil { return HTML.none }
        return "<nav class=\"pages\" aria-label=\"Pages of the queue\">\(first)\(next)</nav>"
    }

    private static func rows(_ inbox: Inbox, _ choice: QueueChoice, _ current: ConversationID?, _ view: DeskView) -> HTML {
        "<ol class=\"rows\" id=\"rows\">\(inbox.items.html { row($0, choice, isCurrent: $0.row.id == current, view) })</ol>"
    }

    /// The customer's name, or what stands for it.
    static func who(_ words: InboxWords, _ row: InboxRow) -> String {
        if let name = words.name, name.contains(where: { !$0.isWhitespace }) { return name }
        if let handle = words.handle { return "@\(handle)" }
        return "\(row.began.networkName) customer"
    }

    private static func row(_ item: Inbox.Item, _ choice: QueueChoice, isCurrent: Bool, _ view: DeskView) -> HTML {
        let (row, words) = (item.row, item.words)
        let channel = words.channel ?? row.began
        let handle: HTML = words.name != nil ? words.handle.map { " <bdi class=\"handle\">@\($0)</bdi>" } ?? HTML.none : HTML.none
        return """
            <li><a class="row" id="row-\(row.id.description)" href="\(choice.address("/desk/\(row.id)", cursor: choice.cursor))" \
            data-id="\(row.id.description)"\(isCurrent ? " aria-current=\"true\"" : HTML.none)>
            <span class="first"><bdi class="name">\(who(words, row))</bdi>\(handle)\(view.moment.short(words.at ?? row.updated) as HTML)</span>
            <span class="snip">\(snippet(words, view))</span>
            <span class="chips">\(urgency(row, view))<span class="chip \(channel.style)">\(channel.icon.html)\(channel.where)</span>\(marks(row, view))</span>
            </a></li>
            """
    }

    private static func snippet(_ words: InboxWords, _ view: DeskView) -> HTML {
        if words.isWithdrawn { return "<i>Message withdrawn</i>" }
        let author: HTML = words.isOurs ? "<b><bdi>\(words.author.map(view.name) ?? "Automatic")</bdi>:</b> " : HTML.none
        if words.act == ActWords.invitation { return "\(author)<i>Invitation to go on in private</i>" }
        guard let text = words.text else { return "\(author)<i>No words are kept</i>" }
        // A row shows one line; what comes after is in the conversation.
        return "\(author)<bdi>\(RedactedText.html(String(text.prefix(180))))</bdi>"
    }

    private static func urgency(_ row: InboxRow, _ view: DeskView) -> HTML {
        guard row.status == "open" else { return "<span class=\"chip\">\(Figure.words(row.status))</span>" }
        guard let due = row.due else { return row.turnStart == nil ? "<span class=\"chip\">Answered</span>" : HTML.none }
        let style = view.moment.urgency(due).style
        return "<span class=\"chip \(style)\" data-due=\"\(due.milliseconds)\">\(view.moment.left(due))</span>"
    }

    private static func marks(_ row: InboxRow, _ view: DeskView) -> HTML {
        var chips: [HTML] = []
        if row.unknown > 0 { chips.append("<span class=\"chip late\">Send unknown</span>") }
        if row.held > 0 { chips.append("<span class=\"chip soon\">Held for approval</span>") }
        if let handoff = row.handoff { chips.append("<span class=\"chip\">\(Icon.door.html)Handoff \(handoff)</span>") }
        if let assigned = row.assigned { chips.append("<span class=\"chip\">\(view.name(assigned))</span>") }
        // The strongest labels say enough; the conversation has them all.
        for label in row.labels.prefix(2) { chips.append("<span class=\"chip\">\(view.rules.words(label))</span>") }
        if row.labels.count > 2 { chips.append("<span class=\"chip\">+\(row.labels.count - 2)</span>") }
        return HTML.joined(chips)
    }
}
