import Broker

/// A reply that waits for somebody else's yes.
struct Waiting: Sendable {
    var send: EventID
    var conversation: OpenConversation
    var held: Held
    var message: Flow.Message
    /// Whether whoever looks may decide it, and if not why.
    var hindrance: String?
}

/// Held replies with everything around them, for those who decide.
enum ApprovalsPage {
    static func html(_ waiting: [Waiting], said: HTML, _ view: DeskView) -> HTML {
        """
        <h1>Approvals</h1>
        <p class="soft">Replies that policy holds for somebody else than their author. Nothing goes out before it is approved and sealed.</p>
        \(said)
        \(waiting.isEmpty ? "<p class=\"sheet\">Nothing waits for you.</p>" : waiting.html { one($0, view) })
        """
    }

    private static func one(_ waiting: Waiting, _ view: DeskView) -> HTML {
        let message = waiting.message
        let roles = waiting.held.approvers.map(view.rules.words).joined(separator: " and ")
        let trace = view.rules.best(waiting.held.rules, verdict: .hold)
        let rule = trace.flatMap { view.rules.rule($0) }
        let before = context(waiting, view)
        return """
            <article class="sheet held" id="held-\(waiting.send.description)" aria-labelledby="by-\(waiting.send.description)">
            <h2 id="by-\(waiting.send.description)"><bdi>\(author(message, view))</bdi> wants to \
            \(waiting.held.queued.act == ActWords.invitation ? "offer a move" as HTML : "answer" as HTML) <bdi>\(who(waiting.conversation))</bdi></h2>
            <p class="chips"><span class="chip \(message.channel.style)">\(message.channel.icon.html)\(message.channel.audience), \
            \(message.channel.readers)</span><span class="chip soon">Needs \(roles)</span>\(due(waiting.conversation, view))</p>
            <p>\(rule.map { RuleBook.html(pack: $0.pack, rule: $0.rule) } ?? trace.map(view.rules.html) ?? "Policy could not be asked.")</p>
            <div class="context" role="group" aria-label="What was said before">\(before)</div>
            <h3>What would go out</h3>
            <blockquote class="msg us \(message.channel.style)"><p class="said-text" dir="auto">\(message.text.map(RedactedText.html) ?? "The invitation to go on in private.")</p>\
            \(AttachmentList.html(message.attachments, files: "/desk/\(waiting.conversation.id.description)/files/\(message.id.description)"))</blockquote>
            \(decide(waiting, view))
            <p><a href="/desk/\(waiting.conversation.id.description)">The whole conversation</a> \(view.sealed(message.place))</p>
            </article>
            """
    }

    private static func who(_ open: OpenConversation) -> String { open.people.first?.name ?? "the customer" }

    private static func author(_ message: Flow.Message, _ view: DeskView) -> String {
        if case .staff(let staff) = message.author { view.name(staff) } else { "Parley" }
    }

    private static func due(_ open: OpenConversation, _ view: DeskView) -> HTML {
        open.clock?.due.map { due in
            "<span class=\"chip \(view.moment.urgency(due).style)\" data-due=\"\(due.milliseconds)\">\(view.moment.left(due))</span>"
        } ?? HTML.none
    }

    /// The messages before it, whole: who decides must not decide by a sentence alone.
    private static func context(_ waiting: Waiting, _ view: DeskView) -> HTML {
        var open = waiting.conversation
        open.flow.items = open.flow.items.filter { item in
            if case .message(let message) = item { message.id != waiting.send } else { true }
        }
        return FlowPane(open: open, view: view).pieces()
    }

    private static func decide(_ waiting: Waiting, _ view: DeskView) -> HTML {
        if let hindrance = waiting.hindrance { return "<p class=\"problem\">\(hindrance)</p>" }
        let path = "/approvals/\(waiting.conversation.id)/\(waiting.send)"
        // The approval is for what stands here and nothing else.
        let read =
            waiting.message.content.map { "<input type=\"hidden\" name=\"content\" value=\"\($0.description)\">" as HTML } ?? HTML.none
        return """
            <div class="line"><form method="post" action="\(path)/approve">\(view.field)\(read)<button class="go">Approve and send</button></form>
            <form method="post" action="\(path)/reject" class="line">\(view.field)<label for="why-\(waiting.send.description)">Or stop it, because</label>
            <input id="why-\(waiting.send.description)" name="reason" required maxlength="500" size="32"><button>Stop it</button></form></div>
            """
    }
}
