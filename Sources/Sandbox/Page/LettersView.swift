/// A customer's mailbox, as the mail servers hold it: the list, one letter, a new one.
struct LettersView {
    var reader: SandboxUser
    var address: String
    /// Where the firm reads mail.
    var firm: String
    /// Newest first; nil while the mail servers do not answer.
    var letters: [SandboxLetter]?
    var knowledge: KeptPanel.Knowledge
    /// Letters that have been opened.
    var seen: Set<String> = []
    var draft = SandboxDraft(to: "", subject: "", text: "")
    var problem: String?

    /// Somebody without a mailbox.
    static func none(_ reader: SandboxUser, owners: [SandboxUser]) -> Markup {
        """
        <h1>Mailbox</h1>
        <p class="nothing">\(reader.name) has no mailbox here. \(owners.isEmpty ? "No mail servers are running." : "These have one:")</p>
        <ul class="people">\(Markup.joined(owners.map { "<li>\(PageFrame.person($0))</li>" }))</ul>
        """
    }

    var list: Markup {
        """
        <div class="pane">
        <div class="titled"><h1>Mailbox</h1><span class="handle">\(address)</span><a class="button" href="/as/\(reader.handle)/mail/new">New letter</a></div>
        \(KeptPanel.heading(knowledge, own: "letters"))
        </div>
        <section id="letters" class="feed letters" aria-label="Letters, newest first">\(rows)</section>
        """
    }

    var rows: Markup {
        guard let letters else {
            return "<p class=\"nothing\" id=\"nothing\" data-v=\"1\">The mail servers do not answer. Trying again…</p>"
        }
        guard !letters.isEmpty else {
            return """
                <p class="nothing" id="nothing" data-v="0">No letters yet. The bank writes here once you have gone on by secure e-mail.</p>
                """
        }
        return .joined(
            letters.prefix(100).map { letter in
                let isNew = !letter.isSent && !seen.contains(letter.id)
                let inner: Markup = """
                    <a class="letter\(isNew ? " new" : Markup.none)" href="/as/\(reader.handle)/mail/\(letter.id)">
                    <span class="whom">\(isNew ? "<span class=\"sr\">New: </span>" : Markup.none)\(letter.isSent ? "to \(letter.to)" : letter.from)</span>
                    <span class="subject">\(letter.subject.isEmpty ? "(no subject)" : letter.subject)</span>
                    <span class="begin">\(String(letter.text.prefix(120)))</span>\(PageText.time(letter.at))</a>
                    \(kept(letter))
                    """
                let news: Markup = letter.isSent ? .none : " data-news=\"New letter from \(letter.from)\""
                return
                    "<div class=\"item\(letter.isSent ? " own" : Markup.none)\" id=\"l-\(letter.id)\" data-v=\"\(inner.version)\"\(news)>\(inner)</div>"
            })
    }

    func one(_ letter: SandboxLetter) -> Markup {
        """
        <div class="pane">
        <div>
        <p><a class="back" href="/as/\(reader.handle)/mail">All letters</a></p>
        <article class="card sheet" aria-labelledby="subject">
        <div class="said">
        <h1 id="subject">\(letter.subject.isEmpty ? "(no subject)" : letter.subject)</h1>
        <dl class="envelope"><div><dt>From</dt><dd>\(letter.from)</dd></div><div><dt>To</dt><dd>\(letter.to)</dd></div>
        <div><dt>\(letter.isSent ? "Sent" : "Received")</dt><dd>\(PageText.time(letter.at))</dd></div></dl>
        <p class="text">\(PageText.markup(letter.text))</p>
        </div></article>
        \(letter.isSent ? Markup.none : write(
            SandboxDraft(
                to: letter.answerTo, subject: letter.subject.hasPrefix("Re:") ? letter.subject : "Re: \(letter.subject)",
                text: draft.text, answers: letter.id), title: "Answer"))
        </div>
        <div class="side" id="side">\(side(letter))</div>
        </div>
        """
    }

    /// What the firm keeps of the letter that is open.
    func side(_ letter: SandboxLetter) -> Markup {
        let panel = kept(letter)
        return "<div id=\"kept\" data-v=\"\(panel.version)\">\(panel)</div>"
    }

    var new: Markup {
        """
        <div class="pane">
        <div>
        <p><a class="back" href="/as/\(reader.handle)/mail">All letters</a></p>
        \(write(draft.to.isEmpty ? SandboxDraft(to: firm, subject: draft.subject, text: draft.text) : draft, title: "New letter"))
        </div>
        \(KeptPanel.heading(knowledge, own: "letters"))
        </div>
        """
    }

    private func write(_ draft: SandboxDraft, title: String) -> Markup {
        """
        <form class="composer sheet" id="write" method="post" action="/as/\(reader.handle)/mail">
        <h2>\(title)</h2>
        <input type="hidden" name="answers" value="\(draft.answers ?? "")">
        <p class="line"><label for="to">To</label><input id="to" name="to" type="email" required maxlength="254" value="\(draft.to)"></p>
        <p class="line"><label for="subject-line">Subject</label><input id="subject-line" name="subject" required maxlength="200" value="\(draft.subject)"></p>
        <label class="sr" for="text">Text</label>
        <textarea id="text" name="text" rows="6" maxlength="20000" required placeholder="Dear bank…">\(draft.text)</textarea>
        \(PostsView.problem(problem))
        <div class="row"><span class="hint">From \(address), over the real mail servers</span><button>Send</button></div>
        </form>
        \(Suggestions(
            Suggestion.letters, action: "/as/\(reader.handle)/mail/\(draft.answers ?? "new")", hidden: []).markup)
        """
    }

    private func kept(_ letter: SandboxLetter) -> Markup {
        guard letter.isSent, let id = letter.messageID else { return .none }
        let number = PageText.numbers(in: letter.text).first
        return KeptPanel.markup(id, knowledge, search: number.map { ("/as/\(reader.handle)/search", $0) })
    }
}
