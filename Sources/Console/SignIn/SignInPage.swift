/// Signing in, and setting the first password.
enum SignInPage {
    static func signIn(brand: String, to: String?, login: String = "", isNew: Bool = false, problem: String? = nil) -> HTML {
        Shell.plain(
            title: "Sign in", brand: brand,
            main: """
                <h1>Sign in</h1>
                \(isNew ? "<p role=\"status\" class=\"said\">Your password is set. Sign in with it.</p>" : HTML.none)
                \(problem.map { Shell.problem($0) } ?? HTML.none)
                <form method="post" action="/sign-in" class="stack">
                \(to.map { "<input type=\"hidden\" name=\"to\" value=\"\($0)\">" } ?? HTML.none)
                <label for="login">Login</label>
                <input id="login" name="login" value="\(login)" autocomplete="username" autocapitalize="none" spellcheck="false" \
                maxlength="64" required\(login.isEmpty ? " autofocus" : HTML.none)>
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" maxlength="1024" \
                required\(login.isEmpty ? HTML.none : " autofocus")>
                <button class="go">Sign in</button>
                </form>
                <p class="soft">No password yet, or forgotten? An administrator gives you a one-time link.</p>
                """)
    }

    static func firstPassword(brand: String, token: String, login: String, name: String, problem: String? = nil) -> HTML {
        Shell.plain(
            title: "Choose a password", brand: brand,
            main: """
                <h1>Choose a password</h1>
                <p>For the login <b>\(login)</b>. This link works once.</p>
                \(problem.map { Shell.problem($0) } ?? HTML.none)
                <form method="post" action="/sign-in/\(token)" class="stack">
                <input type="hidden" name="username" value="\(login)" autocomplete="username">
                <label for="name">Your name, as colleagues see it</label>
                <input id="name" name="name" value="\(name)" autocomplete="name" maxlength="100" required>
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="new-password" minlength="12" maxlength="1024" \
                aria-describedby="rule" required>
                <p id="rule" class="soft">At least 12 characters. A few words in a row are easy to remember and hard to guess.</p>
                <label for="repeated">The same password again</label>
                <input id="repeated" name="repeated" type="password" autocomplete="new-password" minlength="12" maxlength="1024" required>
                <button class="go">Set the password</button>
                </form>
                """)
    }

    static func badLink(brand: String) -> HTML {
        Shell.plain(
            title: "This link is no longer good", brand: brand,
            main: """
                <h1>This link is no longer good</h1>
                <p>It was used, or it is older than a day. Ask an administrator for a new one.</p>
                <p><a href="/sign-in">Sign in</a></p>
                """)
    }
}
