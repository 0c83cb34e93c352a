import Broker

/// The frame of every page: header, navigation, keys.
struct Shell {
    /// A page of the desk.
    /// - Parameter script: an asset that this page alone runs.
    static func page(title: String, place: Place, visit: Visit, script: String? = nil, main: HTML) -> HTML {
        let status = visit.status
        return document(
            title: title, isLive: true, seen: status.accepted, script: script,
            body: """
                \(Icon.sheet)
                <a class="skip" href="#main">Skip to the content</a>
                <div class="app">
                <header class="top">
                <a class="brand" href="/">\(mark)Parley</a>
                <span class="firm">\(visit.brand)</span>
                <span class="status" id="seal" role="status" aria-live="off">\(seal(status))</span>
                <button type="button" class="quiet" data-keys aria-haspopup="dialog" hidden>Keys <kbd>?</kbd></button>
                <form method="post" action="/sign-out" class="who">\(visit.field)<span class="name" title="\(visit.member.login)">\
                \(visit.member.name)</span><button class="quiet">Sign out</button></form>
                </header>
                <nav class="places" aria-label="Places">\(places(place, visit.member))</nav>
                <main id="main" tabindex="-1">
                \(troubles(status))
                \(main)
                </main>
                </div>
                \(keys(visit.member))
                """, csrf: visit.csrf)
    }

    /// A page without a session: signing in, what went wrong, what a customer sees.
    static func plain(title: String, brand: String, main: HTML) -> HTML {
        document(
            title: title, isLive: false, seen: 0,
            body: """
                <a class="skip" href="#main">Skip to the content</a>
                <div class="plain">
                <header class="top"><span class="brand">\(mark)\(brand)</span></header>
                <main id="main" tabindex="-1">
                \(main)
                </main>
                </div>
                """)
    }

    /// Something went wrong, said where it is read first.
    static func problem(_ words: String) -> HTML { "<p role=\"alert\" class=\"problem\">\(words)</p>" }

    private static func document(title: String, isLive: Bool, seen: UInt64, script: String? = nil, body: HTML, csrf: String? = nil) -> HTML
    {
        let own: HTML = script.map { "<script src=\"\(Assets.path($0))\" defer></script>" } ?? HTML.none
        let scripts: HTML =
            isLive
            ? """
            <script src="\(Assets.path("live.js"))" defer></script>
            <script src="\(Assets.path("shell.js"))" defer></script>
            <script src="\(Assets.path("desk.js"))" defer></script>
            """ : HTML.none
        let data: HTML =
            isLive
            ? " data-live=\"/live\" data-worker=\"\(Assets.path("live-worker.js"))\" data-entries=\"\("\(seen)")\" data-csrf=\"\(csrf ?? "")\""
            : HTML.none
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex, nofollow">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <link rel="icon" href="\(Assets.path("icon.svg"))" type="image/svg+xml">
            <link rel="stylesheet" href="\(Assets.path("tokens.css"))">
            <link rel="stylesheet" href="\(Assets.path("shell.css"))">
            \(isLive ? "<link rel=\"stylesheet\" href=\"\(Assets.path("desk.css"))\">" : HTML.none)
            \(scripts)\(own)
            </head>
            <body\(data)>
            \(body)
            </body>
            </html>
            """
    }

    private static let mark: HTML = """
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path class="line" d="M4 5h12v8H9l-3 3v-3H4z"/>\
        <path class="fill" d="M18 9h2v8h-2v3l-3-3h-5v-2h8z"/></svg>
        """

    private static func places(_ here: Place, _ member: Member) -> HTML {
        HTML.joined(
            Place.all(for: member).map { place in
                """
                <a href="\(place.path)" data-key="\(place.key)"\(place == here ? " aria-current=\"page\"" : HTML.none)>\(place.icon.html)\
                <span>\(place.name)</span></a>
                """
            })
    }

    /// The sealed word and number; the script keeps them up to date.
    private static func seal(_ status: ServerStatus) -> HTML {
        let waiting = status.accepted - min(status.accepted, status.sealed)
        let ago = status.secondsSinceSeal.map { $0 < 60 ? "\($0) s ago" : "\($0 / 60) min ago" }
        return """
            <b>Sealed</b> <span data-sealed>\(Figure.grouped(status.sealed))</span> entries\
            \(ago.map { "<span class=\"ago\" data-ago=\"\("\(status.secondsSinceSeal ?? 0)")\">, \($0)</span>" } ?? HTML.none)\
            <span class="waiting" data-waiting>\(waiting > 0 ? ", \(Figure.grouped(waiting)) not yet" : "")</span>
            """
    }

    private static func troubles(_ status: ServerStatus) -> HTML {
        var lines: [HTML] = []
        if status.trouble != nil {
            lines.append(
                """
                <p role="alert" class="problem"><b>Nothing can be written since \(status.since ?? "the start").</b> Messages stay where they are, and \
                nothing is sent. Tell whoever runs the server.</p>
                """)
        }
        if status.sealing != nil {
            lines.append(
                """
                <p role="alert" class="problem"><b>Nothing is being sealed.</b> Messages come in, replies wait. Tell whoever runs the server.</p>
                """)
        }
        if let policies = status.policies {
            lines.append(
                """
                <p role="alert" class="problem"><b>The policy files do not load.</b> If packs were in force before, they still are; else every reply \
                is held. \(policies.split(separator: "\n").first.map { "\($0)" } ?? "")</p>
                """)
        }
        return HTML.joined(lines)
    }

    private static func keys(_ member: Member) -> HTML {
        let rows = Place.all(for: member).map { place -> HTML in
            "<div><dt><kbd>g</kbd> <kbd>\(place.key)</kbd></dt><dd>\(place.name)</dd></div>"
        }
        return """
            <dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">Keys</h2>
            <dl class="keys">\(HTML.joined(rows))<div><dt><kbd>?</kbd></dt><dd>This list</dd></div>\
            <div><dt><kbd>Esc</kbd></dt><dd>Close</dd></div></dl>
            <form method="dialog"><button>Close</button></form></dialog>
            """
    }
}
