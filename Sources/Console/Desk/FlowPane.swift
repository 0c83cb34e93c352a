import Broker

/// What was said over all channels, in order, with what happened quietly between.
struct FlowPane {
    let open: OpenConversation
    let view: DeskView

    func html() -> HTML {
        """
        <div class="flow" id="flow" role="log" aria-label="Conversation" aria-live="off" tabindex="0">
        \(pieces())
        <span id="end"></span>
        </div>
        """
    }

    func pieces() -> HTML {
        var pieces: [HTML] = []
        var facts: [Flow.Fact] = []
        func flush() {
            if !facts.isEmpty { pieces.append(FactLine(open: open, view: view).html(facts)) }
            facts = []
        }
        for item in open.flow.items {
            switch item {
            case .fact(let fact):
                // What one entry did stands on one line.
                if let last = facts.last, last.place.index != fact.place.index { flush() }
                facts.append(fact)
            case .channel(let channel):
                flush()
                pieces.append("<h3 class=\"lane \(channel.style)\">\(channel.icon.html)<span>\(channel.title)</span></h3>")
            case .message(let message):
                flush()
                pieces.append(html(message))
            }
        }
        flush()
        return HTML.joined(pieces)
    }

    private func html(_ message: Flow.Message) -> HTML {
        if case .deed(let act) = message.carries { return deed(act, message) }
        let side: HTML = message.phase == nil ? "them" : "us"
        return """
            <article class="msg \(message.channel.style) \(side)" id="m-\(message.id.description)" data-entry="\(message.place.index)">
            <header>\(author(message)) <span class="aud">\(message.channel.icon.html)\(message.channel.audience)</span> \
            \(view.moment.long(message.at) as HTML) \(view.sealed(message.place))</header>
            \(words(message))
            \(AttachmentList.html(message.attachments, files: "/desk/\(open.id.description)/files/\(message.id.description)"))
            \(phase(message))
            </article>
            """
    }

    private func author(_ message: Flow.Message) -> HTML {
        switch message.author {
        case .customer(let number):
            let name = message.name ?? message.handle.map { "@\($0)" } ?? "Customer \(number)"
            let handle: HTML =
                message.name != nil ? message.handle.map { " <bdi class=\"handle\">@\($0)</bdi>" } ?? HTML.none : HTML.none
            let which: HTML = number > 1 ? " <span class=\"soft\">person \(number)</span>" : HTML.none
            return "<b><bdi>\(name)</bdi></b>\(handle)\(which)"
        case .staff(let staff): return "<b><bdi>\(view.name(staff))</bdi></b>"
        case .machine: return "<b>\(message.phase == nil ? "Automatic answer" as HTML : "Parley" as HTML)</b>"
        }
    }

    private func words(_ message: Flow.Message) -> HTML {
        if message.isWithdrawn { return "<p class=\"gone\">This message was withdrawn.</p>" }
        switch message.carries {
        case .link: return "<p class=\"gone\">The link to the private page. Only the customer sees it.</p>"
        case .number: return "<p class=\"gone\">The number that opens the private page. Only the customer sees it.</p>"
        case .mailboxCode: return "<p class=\"gone\">A number to confirm the mailbox. Only its owner sees it.</p>"
        case .deed, nil: break
        }
        guard let text = message.text else { return "<p class=\"gone\">The words are no longer kept.</p>" }
        let kind: HTML =
            message.act == ActWords.acknowledgement ? "<p class=\"soft\">Acknowledgement; the clock runs on.</p>" : HTML.none
        return "\(kind)<p class=\"said-text\" dir=\"auto\">\(RedactedText.html(text))</p>"
    }

    private func phase(_ message: Flow.Message) -> HTML {
        switch message.phase {
        case nil: return HTML.none
        case .accepted(let at):
            return
                "<p class=\"phase\">\(message.carries.map { if case .deed = $0 { "Done" } else { "Sent" } } ?? "Sent") \(view.moment.long(at) as HTML)\(message.isWarned ? ", after a warning" : HTML.none)</p>"
        case .queued: return "<p class=\"phase waits\">\(Icon.clock.html)On its way: waits for its seal, then for the network</p>"
        case .failed: return "<p class=\"phase bad\">\(Icon.stop.html)Not delivered. Write again, or on another channel.</p>"
        case .rejected: return "<p class=\"phase bad\">\(Icon.stop.html)Not approved, not sent</p>"
        case .blocked: return "<p class=\"phase bad\">\(Icon.stop.html)Stopped by policy, not sent</p>"
        case .unknown: return unknown(message)
        case .held: return held(message)
        case .scheduled: return scheduled(message)
        }
    }

    /// Something done on the network that brings no words, such as hiding a post.
    private func deed(_ act: String, _ message: Flow.Message) -> HTML {
        let words = Figure.words(act)
        return """
            <div class="fact" id="m-\(message.id.description)" data-entry="\(message.place.index)">\(message.channel.icon.html)<span>On \
            \(message.channel.title): \(words). \(view.sealed(message.place)) \(phase(message))</span></div>
            """
    }

    private func unknown(_ message: Flow.Message) -> HTML {
        let settle: HTML =
            view.mayAct
            ? """
            <form method="post" action="/desk/\(open.id.description)/settle" class="line">\(view.field)\
            <input type="hidden" name="send" value="\(message.id.description)">
            <button name="found" value="yes">It is there</button><button name="found" value="no">It is not there, send again</button></form>
            """ : HTML.none
        return """
            <div class="phase bad"><p>\(Icon.stop.html)<b>Nobody knows whether this went out.</b> The network’s answer was lost. Look on \
            \(message.channel.networkName), then say what you saw.</p>\(settle)</div>
            """
    }

    private func scheduled(_ message: Flow.Message) -> HTML {
        let at: HTML = message.held?.goesOut.map { " \(view.moment.long($0) as HTML)" } ?? HTML.none
        return """
            <div class="phase waits"><p>\(Icon.clock.html)<b>Planned.</b> It goes out\(at), if policy still lets it then and the customer has \
            not written since.</p>\(message.author == .staff(view.me.id) && view.mayAct ? withdraw(message) : HTML.none)</div>
            """
    }

    private func withdraw(_ message: Flow.Message) -> HTML {
        """
        <form method="post" action="/desk/\(open.id.description)/withdraw" class="line">\(view.field)\
        <input type="hidden" name="send" value="\(message.id.description)"><button>Withdraw it</button></form>
        """
    }

    private func held(_ message: Flow.Message) -> HTML {
        let roles = (message.held?.approvers ?? []).map(view.rules.words).joined(separator: " and ")
        let trace = message.held.flatMap { view.rules.best($0.rules, verdict: .hold) }
        let isMine = message.author == .staff(view.me.id)
        let form: HTML
        if isMine, view.mayAct {
            form = withdraw(message)
        } else if view.me.may(.approve) {
            form = "<p><a class=\"button\" href=\"/approvals#held-\(message.id.description)\">Decide it</a></p>"
        } else {
            form = HTML.none
        }
        if let lapse = message.held?.lapse, lapse != .otherAnswer || roles.isEmpty {
            return """
                <div class="phase waits"><p>\(Icon.clock.html)<b>Not sent at its time:</b> \(lapse.words). Withdraw it, and write anew what \
                still holds. \(trace.map(view.rules.html))</p>\(form)</div>
                """
        }
        return """
            <div class="phase waits"><p>\(Icon.clock.html)<b>Held.</b> \(roles.isEmpty ? "Somebody else" : roles) must approve it before it goes \
            out\(isMine ? "; somebody else than you" : HTML.none). \(trace.map(view.rules.html))</p>\(form)</div>
            """
    }
}

extension Lapse {
    /// Why, in the firm's words.
    fileprivate var words: String {
        switch self {
        case .newerMessage: "the customer has written since"
        case .answered: "somebody else has answered since"
        case .movedOn: "the conversation goes on in another one"
        case .messageGone: "the message that it answers is gone"
        case .otherAnswer: "policy does not let it go out any more"
        }
    }
}
