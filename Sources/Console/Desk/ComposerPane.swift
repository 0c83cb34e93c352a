import Broker

/// A reply that somebody is writing. It lives in the page alone: no draft reaches disk or log (law 2).
struct Composed: Sendable {
    var id: EventID
    var text: String
    var channel: ChannelKind?
    var isAcknowledgement: Bool
    /// When it is to go out, as a day and a time of the firm's clocks; nil is at once.
    var goesOut: String?
    /// What policy says of it, once it was asked.
    var check: ReplyCheck?
    /// Why it did not go out, where it did not.
    var problem: String?

    /// An empty one, under a new id.
    init(id: EventID = RandomIDs.event(), text: String = "", channel: ChannelKind? = nil, isAcknowledgement: Bool = false) {
        self.id = id
        self.text = text
        self.channel = channel
        self.isAcknowledgement = isAcknowledgement
    }
}

/// Where replies are written. Who will read them stands above the words, in words, sign and colour, before anything is typed.
struct ComposerPane {
    let open: OpenConversation
    let composed: Composed
    let view: DeskView

    /// Enough for every channel a conversation can have; the style sheet shows the bar of the one that is chosen.
    static let channelLimit = 6

    var channels: [ChannelKind] { Array(open.channels.prefix(Self.channelLimit)) }

    /// The channel that a reply goes to unless somebody chooses another.
    var chosen: ChannelKind? {
        if let channel = composed.channel, channels.contains(channel) { return channel }
        // Whoever has come to a private place is answered there.
        if open.handoff?.phase == .joined, let last = channels.last { return last }
        if let newest = open.newestInbound {
            if channels.contains(newest) { return newest }
            if let near = channels.last(where: { $0.network == newest.network }) { return near }
        }
        return channels.last
    }

    func html() -> HTML {
        guard view.mayAct else { return "<p class=\"compose closed\">You may read this conversation, not answer it.</p>" }
        guard open.isOpen else {
            return
                "<p class=\"compose closed\">This conversation is \(open.isResolved ? "resolved" as HTML : "joined to another" as HTML). A new message opens it again.</p>"
        }
        guard let chosen else {
            return
                "<p class=\"compose closed\">Nobody in this conversation can be written to: no address is known, or none of the firm’s accounts serves it.</p>"
        }
        let path = "/desk/\(open.id)"
        return """
            <form class="compose" id="composer" method="post" enctype="multipart/form-data" action="\(path)/send" data-check="\(path)/check" autocomplete="off" \
            aria-label="Reply">
            \(view.field)<input type="hidden" name="id" value="\(composed.id.description)">\
            <input type="hidden" name="seen" id="seen" value="\(open.sequence)">
            <div class="to">\(channels.enumerated().html { place, channel in bar(place + 1, channel) })
            <fieldset class="where"><legend class="hear">Where the reply goes</legend>
            \(channels.enumerated().html { place, channel in radio(place + 1, channel, isChosen: channel == chosen) })</fieldset></div>
            \(composed.problem.map { Shell.problem($0) })
            <div class="field"><div class="marks" id="marks" aria-hidden="true"></div>
            <textarea name="text" id="reply" rows="3" aria-label="Your reply" aria-describedby="answer" required maxlength="20000" spellcheck="true" placeholder="Write here" \
            dir="auto">\n\(composed.text)</textarea></div>
            <div id="answer" role="status" aria-live="polite">\(composed.check.map { Self.answer($0, to: composed, on: chosen, rules: view.rules) })</div>
            <div class="tools"><fieldset class="acts"><legend class="hear">What it is</legend>
            <label class="choice"><input type="radio" name="act" value="reply"\(composed.isAcknowledgement ? HTML.none : " checked")> Reply</label>
            <label class="choice" title="Says that it was seen. The clock runs on."><input type="radio" name="act" value="seen"\
            \(composed.isAcknowledgement ? " checked" : HTML.none)> Acknowledgement only</label></fieldset>
            \(extras)
            <span class="send"><span class="soft" id="why">\(composed.check.flatMap(Self.reason))</span>\(send(chosen))</span></div>
            </form>
            """
    }

    /// What few replies need, folded away: it works without script, and Tab does not go through it unless somebody opens it.
    private var extras: HTML {
        let hasMail = channels.contains { $0.network == .mail }
        return """
            <details class="extras"\(composed.goesOut == nil ? HTML.none : " open")><summary>Later\(hasMail ? ", or with files" as HTML : HTML.none)</summary>
            <div class="choice"><label for="go-at">Send at</label>\
            <input type="datetime-local" name="at" id="go-at" value="\(composed.goesOut ?? "")" aria-describedby="go-at-note">\
            <small id="go-at-note">Empty sends it at once. Policy is asked again at that time.</small></div>
            \(hasMail ? Self.files : HTML.none)</details>
            """
    }

    private static let files: HTML = """
        <div class="choice"><label for="go-files">Attach to mail</label>\
        <input type="file" name="files" id="go-files" multiple aria-describedby="go-files-note">\
        <small id="go-files-note">Text, pictures, PDF and office files, 2 MB together. They are read before anything goes out.</small></div>
        """

    private func radio(_ place: Int, _ channel: ChannelKind, isChosen: Bool) -> HTML {
        """
        <label class="chip \(channel.style)"><input type="radio" name="channel" class="ch\(place)" value="\(channel.word)" \
        data-audience="\(channel.style)"\(isChosen ? " checked" : HTML.none)>\(channel.icon.html)\(channel.short)</label>
        """
    }

    private func bar(_ place: Int, _ channel: ChannelKind) -> HTML {
        let account = view.accounts[channel].map { " as \($0)" } ?? ""
        let length: HTML =
            Desk.limit(on: channel).map {
                "<span class=\"count\" data-limit=\"\($0)\"><span data-count>0</span> of \(Figure.grouped($0))</span>"
            }
            ?? HTML.none
        return """
            <p class="audience \(channel.style) bar\(place)">\(channel.icon.html)<span><b>\(channel.audience.uppercased())</b> \
            \(Self.kind(channel))\(account)\(channel.network == .mail ? "" : " on \(channel.networkName)"), \(channel.readers)</span>\(length)</p>
            """
    }

    private static func kind(_ channel: ChannelKind) -> HTML { channel.network == .mail ? "mail" : "reply" }

    private func send(_ chosen: ChannelKind) -> HTML {
        let words = channels.enumerated().html { place, channel -> HTML in
            "<span class=\"word\(place + 1)\">Send \(channel.isPublic ? "in public" as HTML : "privately" as HTML)</span>"
        }
        let verdict = composed.check?.checked?.decision.verdict
        // Asked once more: the words of the warning stand above, and this press means that they were read.
        if verdict == .sendWarn {
            return "<button class=\"go warn\" name=\"warned\" value=\"yes\" id=\"send\">Send all the same</button>"
        }
        if verdict == .hold { return "<button class=\"go\" id=\"send\">Ask for approval</button>" }
        return "<button class=\"go\" id=\"send\">\(words)</button>"
    }

    /// Why the button does nothing, for whoever wonders.
    static func reason(_ check: ReplyCheck) -> HTML? {
        if check.refusal != nil { return "Cannot be sent." }
        if let length = check.length, check.isTooLong { return "Too long by \(length.count - length.limit)." }
        return check.checked?.decision.verdict == .block ? "Change the words, or take a way out." : nil
    }

    // MARK: Policy's answer

    /// What policy says, in a sentence that a person would say, with the rule below and the way out as a button.
    static func answer(_ check: ReplyCheck, to composed: Composed, on channel: ChannelKind, rules: RuleBook) -> HTML {
        if let refusal = check.refusal { return stop("late", "Cannot be sent.", "\(refusal)", HTML.none, HTML.none) }
        if let length = check.length, check.isTooLong {
            return stop(
                "late", "Too long for \(channel.networkName).",
                "\(Figure.grouped(length.count)) of \(Figure.grouped(length.limit)) signs as \(channel.networkName) counts them.",
                HTML.none, ways(check))
        }
        guard let checked = check.checked else { return HTML.none }
        let rule = checked.rule.map { RuleBook.html(pack: $0.pack, rule: $0.rule) } ?? HTML.none
        let quoted = quote(checked.spans, in: composed.text)
        let instead: HTML = checked.decision.instead.map { "\($0)" } ?? checked.rule.map { "\($0.rule.title)." } ?? HTML.none
        switch checked.decision.verdict {
        case .block:
            return stop(
                "late", "Cannot be sent \(channel.isPublic ? "in public" : "on this channel").", "\(quoted)\(instead)", rule, ways(check))
        case .hold:
            let roles = checked.decision.approvers.map { rules.words($0.text) }.joined(separator: " and ")
            return stop(
                "soon", "Waits for approval.",
                "\(quoted)\(roles.isEmpty ? "Somebody else" : roles) must approve it before it goes out. \(instead)",
                rule, ways(check))
        case .sendWarn:
            return stop("soon", "Look at it once more.", "\(quoted)\(instead)", rule, ways(check))
        default: return HTML.none
        }
    }

    private static func stop(_ style: HTML, _ title: String, _ words: HTML, _ rule: HTML, _ ways: HTML) -> HTML {
        """
        <div class="stop \(style)">\(Icon.stop.html)<div><p><b>\(title)</b> \(words)</p>\
        \(rule.bytes.isEmpty ? HTML.none : "<p class=\"soft\">\(rule)</p>")\
        \(ways.bytes.isEmpty ? HTML.none : "<p class=\"ways\">\(ways)</p>")</div></div>
        """
    }

    /// The words that it hangs on, as they stand, and what they are.
    private static func quote(_ spans: [Finding], in text: String) -> HTML {
        let scalars = Array(text.unicodeScalars)
        return spans.prefix(3).html { finding in
            let range = finding.range.clamped(to: 0..<scalars.count)
            var words = String.UnicodeScalarView()
            words.append(contentsOf: scalars[range].prefix(40))
            let what: HTML =
                finding.dataClass.isRequest ? "asks for \(finding.dataClass.aName)" : "is \(finding.dataClass.aName)"
            return "“<bdi>\(String(words))</bdi>” \(what). "
        }
    }

    /// Buttons that take the words to where they may go, and the invitation to move.
    private static func ways(_ check: ReplyCheck) -> HTML {
        let elsewhere = check.elsewhere.prefix(2).html { channel -> HTML in
            """
            <button type="submit" name="to" value="\(channel.word)" formnovalidate class="way" data-channel="\(channel.word)">\(channel.icon.html)\
            \(channel.isPublic ? "Say it in public instead" : "Say it privately instead: \(channel.short)")</button>
            """
        }
        let move: HTML =
            check.elsewhere.contains { !$0.isPublic }
            ? HTML.none : "<a class=\"button way\" href=\"#move\" data-move>\(Icon.door.html)Move to private</a>"
        return "\(elsewhere)\(move)"
    }
}
