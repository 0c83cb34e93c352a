/// The pages behind a handoff's link. What they show before a code is proved is the same for everybody and for every link.
enum PickUpPage {
    /// Shown to whoever opens a link: a robot, a scanner, a stranger, the customer. Nothing is used up by looking.
    static func code(failed: Bool = false) -> HTML {
        page(
            "Go on in private",
            """
            <p>Enter the six-digit number from our private message. Nobody from the bank will ever ask you for it.</p>
            \(failed ? problem("That number is not right, or the link is no longer good. Ask us for a new one.") : HTML.none)
            <form method="post">
            <label for="code">Number</label>
            <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}" maxlength="6" required autofocus>
            <button>Go on</button>
            </form>
            """)
    }

    static func mailbox(token: String, failed: Bool = false) -> HTML {
        page(
            "Which mailbox shall we write to?",
            """
            <p>We send a number there to make sure that it is yours. The conversation goes on in the same thread.</p>
            \(failed ? problem("This page has been open too long. Ask us for a new link.") : HTML.none)
            <form method="post" action="/pick-up/\(token)/mailbox">
            <label for="address">E-mail address</label>
            <input id="address" name="address" type="email" autocomplete="email" maxlength="254" required autofocus>
            <button>Send the number</button>
            </form>
            """)
    }

    static func mailboxCode(token: String, failed: Bool = false) -> HTML {
        page(
            "Look into your mailbox",
            """
            <p>Enter the number that we have just sent you.</p>
            \(failed ? problem("That number is not right.") : HTML.none)
            <form method="post" action="/pick-up/\(token)/proof">
            <label for="code">Number</label>
            <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}" maxlength="6" required autofocus>
            <button>Confirm</button>
            </form>
            """)
    }

    static func joined() -> HTML {
        page(
            "That worked",
            "<p>We go on by e-mail from here, with the same people and in the same conversation. You can close this page.</p>")
    }

    private static func problem(_ text: String) -> HTML { "<p role=\"alert\" class=\"problem\">\(text)</p>" }

    private static func page(_ title: String, _ body: HTML) -> HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex, nofollow">
        <meta name="color-scheme" content="light dark">
        <title>\(title)</title>
        <style>
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 12vh auto; padding: 0 1.25rem }
        label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit }
        input { padding: .6rem; margin: .25rem 0 1rem }
        button { padding: .7rem; cursor: pointer }
        .problem { border-left: .25rem solid #b3261e; padding-left: .75rem }
        </style>
        </head>
        <body>
        <main>
        <h1>\(title)</h1>
        \(body)
        </main>
        </body>
        </html>
        """
    }
}
