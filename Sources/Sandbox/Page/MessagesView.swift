/// Direct messages between a customer and the firm.
struct MessagesView {
    var reader: SandboxUser
    var firm: SandboxUser
    /// Oldest first.
    var messages: [SandboxMessage]
    var knowledge: KeptPanel.Knowledge
    var draft = ""
    var problem: String?

    var markup: Markup {
        """
        <div class="pane">
        <h1 class="with">\(Face(firm).markup)<span class="names"><b>\(firm.name)</b><span class="handle">@\(firm.handle) · only you two read this</span></span></h1>
        \(KeptPanel.heading(knowledge, own: "messages"))
        </div>
        <div id="talk" class="feed talk" role="log" aria-label="Messages with \(firm.name), oldest first">\(talk)</div>
        <div class="pane">
        <div>
        <form class="composer" id="write" method="post" action="/as/\(reader.handle)/messages" data-send>
        <div class="field">\(Face(reader).markup)
        <label class="sr" for="text">Message to \(firm.name)</label>
        <textarea id="text" name="text" rows="2" maxlength="10000" required placeholder="Message to \(firm.name)">\(draft)</textarea></div>
        \(PostsView.problem(problem))
        <div class="row"><span class="hint">Only the bank can read it</span><button>Send</button></div>
        </form>
        \(Suggestions(Suggestion.messages, action: "/as/\(reader.handle)/messages", hidden: []).markup)
        </div>
        </div>
        """
    }

    var talk: Markup {
        guard !messages.isEmpty else {
            return "<p class=\"nothing\" id=\"nothing\" data-v=\"0\">You have not written to each other yet.</p>"
        }
        return .joined(messages.suffix(200).map(item))
    }

    private func item(_ message: SandboxMessage) -> Markup {
        let isOwn = message.sender == reader.id
        let author = isOwn ? reader : firm
        let number = PageText.numbers(in: message.text).first
        let inner: Markup = """
            <div class="bubble\(isOwn ? " mine" : Markup.none)"><p class="text"><span class="sr">\(author.name): </span>\
            \(PageText.markup(message.text, links: message.links))</p>\(PageText.time(message.at))</div>
            \(isOwn ? KeptPanel.markup(
                String(message.id), knowledge, search: number.map { ("/as/\(reader.handle)/search", $0) }) : Markup.none)
            """
        return "<div class=\"item\(isOwn ? " own" : Markup.none)\" id=\"m-\(message.id)\" data-v=\"\(inner.version)\">\(inner)</div>"
    }
}
