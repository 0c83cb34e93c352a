/// The public square: a composer and the threads.
struct PostsView {
    var reader: SandboxUser
    var firm: SandboxUser
    var threads: [[SandboxNetwork.ShownPost]]
    var knowledge: KeptPanel.Knowledge
    /// What stands in the composer.
    var draft = ""
    var replyTo: SandboxNetwork.ShownPost?
    var problem: String?

    var markup: Markup {
        """
        <h1 class="sr">Public</h1>
        <div class="pane">
        <div>
        \(composer)
        </div>
        \(KeptPanel.heading(knowledge, own: "posts"))
        </div>
        <section id="feed" class="feed" aria-label="Posts, newest thread first">\(feed)</section>
        """
    }

    private var composer: Markup {
        """
        <form class="composer" id="write" method="post" action="/as/\(reader.handle)/posts" data-send>
        <div class="replying"\(replyTo == nil ? " hidden" : Markup.none)><span>Replying to <b>\(replyTo.map { "@\($0.author.handle)" } ?? "")</b></span>\
        <a href="/as/\(reader.handle)" data-cancel>Not a reply</a></div>
        <input type="hidden" name="reply" value="\(replyTo.map { String($0.post.id) } ?? "")">
        <div class="field">\(Face(reader).markup)
        <label class="sr" for="text">What do you want to say in public?</label>
        <textarea id="text" name="text" rows="3" maxlength="4000" required placeholder="Say something. @\(firm.handle) reaches the bank.">\(draft)</textarea></div>
        \(Self.problem(problem))
        <div class="row"><span class="hint">Everybody can read it</span><button>Post</button></div>
        </form>
        \(Suggestions(Suggestion.posts(firm: firm.handle), action: "/as/\(reader.handle)", hidden: []).markup)
        """
    }

    static func problem(_ text: String?) -> Markup {
        "<p class=\"problem\" role=\"alert\"\(text == nil ? " hidden" : Markup.none)>\(text ?? "")</p>"
    }

    /// Each thread by itself, so that a page that has it already leaves it alone.
    var feed: Markup {
        guard !threads.isEmpty else {
            return
                "<p class=\"nothing\" id=\"nothing\" data-v=\"0\">Nobody has said anything yet. A suggestion above is a good beginning.</p>"
        }
        return .joined(threads.flatMap { thread in thread.map { item($0, isRoot: $0.post.id == thread.first?.post.id) } })
    }

    private func item(_ shown: SandboxNetwork.ShownPost, isRoot: Bool) -> Markup {
        let (post, author) = (shown.post, shown.author)
        let isOwn = author.id == reader.id
        let number = PageText.numbers(in: post.text).first
        let inner: Markup = """
            <div class="card">\(Face(author).markup)
            <div class="said">
            <header><b class="name" id="by-\(post.id)">\(author.name)</b><span class="handle">@\(author.handle)</span>\
            \(shown.isFirm ? "<span class=\"tag\">bank</span>" : Markup.none)\(isOwn ? "<span class=\"tag you\">you</span>" : Markup.none)\
            \(PageText.time(post.at))</header>
            \(text(post))
            <footer><a class="act" href="/as/\(reader.handle)?reply=\(post.id)#write" data-reply="\(post.id)" data-handle="\(author.handle)">\
            \(PageIcon.reply)Reply<span class="sr"> to \(author.name)</span></a>\
            \(isOwn ? delete(post) : Markup.none)</footer>
            </div></div>
            \(isOwn ? KeptPanel.markup(
                String(post.id), knowledge, reachesFirm: shown.reachesFirm,
                search: number.map { ("/as/\(reader.handle)/search", $0) }) : Markup.none)
            """
        let news: Markup = isOwn ? .none : " data-news=\"New post by \(author.name)\""
        return """
            <article class="item\(isRoot ? " root" : " reply")\(isOwn ? " own" : Markup.none)" id="p-\(post.id)" data-v="\(inner.version)"\(news) \
            aria-labelledby="by-\(post.id)">\(inner)</article>
            """
    }

    private func text(_ post: SandboxPost) -> Markup {
        let text: Markup = "<p class=\"text\">\(PageText.markup(post.text, links: post.links))</p>"
        guard post.isHidden else { return text }
        return "<details class=\"hidden\"><summary>Hidden by the author of the thread</summary>\(text)</details>"
    }

    private func delete(_ post: SandboxPost) -> Markup {
        """
        <form method="post" action="/as/\(reader.handle)/posts/\(post.id)/delete" data-send><button class="act">\(PageIcon.bin)Delete</button></form>
        """
    }
}

/// Things to write at the press of a button; before script a press loads the page with the text filled in.
struct Suggestions {
    private let all: [Suggestion]
    private let action: String
    private let hidden: [(String, String)]

    init(_ all: [Suggestion], action: String, hidden: [(String, String)]) {
        self.all = all
        self.action = action
        self.hidden = hidden
    }

    var markup: Markup {
        """
        <form class="suggestions" method="get" action="\(action)" aria-label="Suggestions"><span class="hint">Try:</span>
        \(Markup.joined(hidden.map { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">" }))
        \(Markup.joined(all.map { "<button class=\"suggestion\" name=\"text\" value=\"\($0.text)\">\($0.title)</button>" }))
        </form>
        """
    }
}
