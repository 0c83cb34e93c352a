/// What stands around every page of the network: head, tabs, who one is.
struct PageFrame {
    enum Tab: String, CaseIterable {
        case posts, messages, mail

        var title: String {
            switch self {
            case .posts: "Public"
            case .messages: "Messages"
            case .mail: "Mailbox"
            }
        }

        func address(_ handle: String) -> String { self == .posts ? "/as/\(handle)" : "/as/\(handle)/\(rawValue)" }
    }

    /// Who looks at the page.
    struct Reader {
        var user: SandboxUser
        var others: [SandboxUser]
        var hasMailbox: Bool
        /// What came since they last looked.
        var newMessages: Int
        var newLetters: Int
    }

    var title: String
    var reader: Reader?
    var tab: Tab?
    var desk: SandboxDesk?
    /// Where the script hears of changes; nil for a page that does not change.
    var live: String?
    var body: Markup

    var markup: Markup {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>\(title) · Plaza</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="\(PageStyle.address)">
        <script src="\(PageScript.address)" defer></script>
        </head>
        <body\(live.map { " data-live=\"\($0)\"" } ?? Markup.none)>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top"><div class="wide">
        <a class="brand" href="/">\(PageIcon.brand)<span>Plaza</span></a>
        \(reader.map(tabs) ?? Markup.none)
        \(reader.map(who) ?? Markup.none)
        </div></header>
        <main id="main" class="wide">
        \(body)
        </main>
        <p id="status" class="sr" role="status"></p>
        <p id="line" hidden>The connection is gone. Trying again…</p>
        </body>
        </html>
        """
    }

    private func tabs(_ reader: Reader) -> Markup {
        "<nav class=\"tabs\" aria-label=\"Sections\" id=\"tabs\">\(Self.tabs(reader, current: tab))</nav>"
    }

    /// The tabs with their counts, which change while the page is open.
    static func tabs(_ reader: Reader, current: Tab?) -> Markup {
        .joined(
            Tab.allCases.map { tab in
                let count = tab == .messages ? reader.newMessages : tab == .mail ? reader.newLetters : 0
                let badge: Markup = count > 0 ? "<span class=\"badge\">\(count)<span class=\"sr\"> new</span></span>" : .none
                let link: Markup = """
                    <a href="\(tab.address(reader.user.handle))"\(tab == current ? " aria-current=\"page\"" : Markup.none)>\(PageIcon.of(tab))\
                    <span>\(tab.title)</span>\(badge)</a>
                    """
                return "<span id=\"tab-\(tab.rawValue)\" data-v=\"\(link.version)\">\(link)</span>"
            })
    }

    private func who(_ reader: Reader) -> Markup {
        """
        <details class="who">
        <summary>\(Face(reader.user).markup)<span class="names"><span class="sr">You are </span><b>\(reader.user.name)</b>\
        <span class="handle">@\(reader.user.handle)</span></span>\(PageIcon.down)</summary>
        <div class="menu">
        <h2>Be somebody else</h2>
        <ul>\(Markup.joined(reader.others.filter { $0.id != reader.user.id }.map { "<li>\(Self.person($0))</li>" }))</ul>
        <a class="more" href="/#new">Somebody new…</a>
        \(desk.map { "<h2>Go to the bank’s desk</h2>\(Self.seats($0))" } ?? Markup.none)
        </div>
        </details>
        """
    }

    static func person(_ user: SandboxUser) -> Markup {
        """
        <a class="person" href="/as/\(user.handle)">\(Face(user).markup)<span class="names"><b>\(user.name)</b>\
        <span class="handle">@\(user.handle)</span></span></a>
        """
    }

    /// A button a person of the firm: each press makes a one-time link and follows it, in a tab of its own.
    static func seats(_ desk: SandboxDesk) -> Markup {
        .joined(
            desk.seats.map { seat in
                """
                <form class="seat" method="post" action="/desk" target="_blank"><input type="hidden" name="login" value="\(seat.login)">
                <button class="quiet">\(PageIcon.desk)<span class="names"><b>\(seat.name)</b><span class="handle">\(seat.role)</span></span>\
                <span class="sr"> (new tab)</span></button></form>
                """
            })
    }
}

/// Somebody's initials on a disc of their own colour.
struct Face {
    private let initials: String
    private let colour: UInt64

    init(_ user: SandboxUser) {
        let words = user.name.split(separator: " ")
        let letters = [words.first, words.count > 1 ? words.last : nil].compactMap { $0?.first }
        initials = letters.isEmpty ? "?" : String(letters).uppercased()
        colour = (Markup.hash(user.handle) >> 2) % 8
    }

    var markup: Markup { "<span class=\"face c\(colour)\" aria-hidden=\"true\">\(initials)</span>" }
}
