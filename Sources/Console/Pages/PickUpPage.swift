/// The pages behind a handoff's link. What they show before a code is proved is the same for everybody and for every link.
struct PickUpPage {
    /// Whose page it is: whoever comes from a bank's message looks for the bank.
    let brand: String

    /// Shown to whoever opens a link: a robot, a scanner, a stranger, the customer. Nothing is used up by looking.
    func code(failed: Bool = false) -> HTML {
        page(
            "Go on in private",
            """
            <p>Enter the six-digit number from our private message. Nobody from the bank will ever ask you for it.</p>
            \(failed ? problem("That number is not right, or the link is no longer good. Ask us for a new one.") : HTML.none)
            <form method="post" class="stack">
            <label for="code">Number</label>
            <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}" maxlength="6" required autofocus>
            <button class="go">Go on</button>
            </form>
            """)
    }

    func mailbox(token: String, failed: Bool = false) -> HTML {
        page(
            "Which mailbox shall we write to?",
            """
            <p>We send a number there to make sure that it is yours. The conversation goes on in the same thread.</p>
            \(failed ? problem("This page has been open too long. Ask us for a new link.") : HTML.none)
            <form method="post" action="/pick-up/\(token)/mailbox" class="stack">
            <label for="address">E-mail address</label>
            <input id="address" name="address" type="email" autocomplete="email" maxlength="254" required autofocus>
            <button class="go">Send the number</button>
            </form>
            """)
    }

    func mailboxCode(token: String, failed: Bool = false) -> HTML {
        page(
            "Look into your mailbox",
            """
            <p>Enter the number that we have just sent you.</p>
            \(failed ? problem("That number is not right.") : HTML.none)
            <form method="post" action="/pick-up/\(token)/proof" class="stack">
            <label for="code">Number</label>
            <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}" maxlength="6" required autofocus>
            <button class="go">Confirm</button>
            </form>
            """)
    }

    func joined() -> HTML {
        page(
            "That worked",
            "<p>We go on by e-mail from here, with the same people and in the same conversation. You can close this page.</p>")
    }

    private func problem(_ text: String) -> HTML { Shell.problem(text) }

    private func page(_ title: String, _ body: HTML) -> HTML {
        Shell.plain(title: title, brand: brand, main: "<h1>\(title)</h1>\(body)")
    }
}
