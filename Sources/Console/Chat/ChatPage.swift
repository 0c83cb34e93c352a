import Broker

/// The chat as a page: by itself it works without a script, in a frame the script opens and closes it.
struct ChatPage {
    var chat: ServerConfiguration.ChatAccount
    var lines: [ChatLine]
    /// Whether the visitor's token is known.
    var hasVisit: Bool
    var isFramed: Bool
    /// The next message's id, so that a form that is sent twice is one message.
    var id: String
    var problem: String?
    /// What was typed and not taken.
    var typed = ""

    private var path: String { "/chat/\(chat.name)" }

    var html: HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
        <meta name="robots" content="noindex, nofollow">
        <meta name="color-scheme" content="light dark">
        <title>Chat with \(chat.title)</title>
        <link rel="icon" href="\(Assets.path("icon.svg"))" type="image/svg+xml">
        <link rel="stylesheet" href="\(Assets.path("chat.css"))">
        <script src="\(Assets.path("chat.js"))" defer></script>
        </head>
        <body data-chat="\(path)" data-title="\(chat.title)"\(hasVisit ? " data-visit" : HTML.none)\(isFramed ? " data-framed" : HTML.none)>
        \(isFramed ? Self.opener : HTML.none)
        <main id="panel" class="panel" aria-labelledby="title">
        <header>
        <div><h1 id="title">\(chat.title)</h1>\(chat.line.map { "<p>\($0)</p>" as HTML } ?? HTML.none)</div>
        \(hasVisit || isFramed ? end : HTML.none)
        \(isFramed ? Self.closer : HTML.none)
        </header>
        <div id="log" role="log" aria-label="Messages" tabindex="0">
        <div class="welcome">
        <p>Write to us, and a person answers here. You can leave and come back within \(duration): what we write waits for you.</p>
        <p><strong>Please keep card numbers, PINs and passwords to yourself.</strong> We never ask for them. If you send one, we remove it.</p>
        </div>
        <ol id="list"\(lines.isEmpty ? HTML.none : " data-mark=\"\(newest)\"")>
        \(HTML.joined(lines.map { line($0) }))
        </ol>
        </div>
        <div class="below">
        <p id="status" role="status"></p>
        <p id="problem" role="alert">\(problem ?? "")</p>
        </div>
        <form id="compose" method="post" action="\(path)/messages">
        <input type="hidden" name="id" value="\(id)">
        <label for="text">Your message</label>
        <textarea id="text" name="text" rows="1" maxlength="4096" required enterkeyhint="send" autocomplete="off">\(typed)</textarea>
        <button class="send">Send</button>
        </form>
        <noscript><p class="again"><a href="\(path)">Look for new messages</a></p></noscript>
        </main>
        </body>
        </html>
        """
    }

    /// The version that everything shown is at or before: the page goes on hearing from there.
    private var newest: String { lines.last?.mark ?? "" }

    private var duration: String {
        let hours = chat.visitHours ?? 168
        return hours % 24 == 0 ? hours == 24 ? "a day" : "\(hours / 24) days" : hours == 1 ? "an hour" : "\(hours) hours"
    }

    private func line(_ line: ChatLine) -> HTML {
        let isOwn = line.author == .visitor
        return """
            <li class="line \(line.author.rawValue)" data-key="\(line.key)"><span class="who">\(isOwn ? "You" : chat.title)</span>\
            <p class="text">\(HTML.joined(line.parts.map { part($0) }))</p>\
            \(line.notice.map { "<p class=\"notice\">\($0)</p>" as HTML } ?? HTML.none)\
            <time datetime="\(line.at)">\(String(line.at.prefix(16).map { $0 == "T" ? " " : $0 })) UTC</time></li>
            """
    }

    private func part(_ part: ChatLine.Part) -> HTML {
        if part.removed { return "<span class=\"removed\">\(part.text)</span>" }
        guard let link = part.link else { return "\(part.text)" }
        return "<a href=\"\(link)\" target=\"_blank\" rel=\"noopener noreferrer\">\(part.text)</a>"
    }

    private var end: HTML {
        "<form id=\"end\" method=\"post\" action=\"\(path)/end\"\(hasVisit ? HTML.none : " hidden")><button class=\"plain\">End chat</button></form>"
    }

    /// The script shows it: without one there is no frame either.
    private static let opener: HTML = """
        <button id="open" class="launcher" type="button" hidden aria-label="Open the chat" aria-controls="panel" aria-expanded="false">\
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linejoin="round" aria-hidden="true">\
        <path d="M4 5.5h16a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1h-8.5L7 20.5V17H4a1 1 0 0 1-1-1V6.500a1 1 0 0 1 1-1z"/>\
        <path d="M7.500 9.500h9M7.500 13h6" stroke-linecap="round"/></svg></button>
        """
    private static let closer: HTML = """
        <button id="close" class="plain" type="button" hidden aria-label="Close the chat">\
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">\
        <path d="M6 6l12 12M18 6L6 18"/></svg></button>
        """
}
