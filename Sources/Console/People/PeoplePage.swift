import Broker

/// Who is here, and what they may.
struct PeoplePage {
    /// What came of the last act.
    enum Outcome {
        case said(String)
        case problem(String)
        /// Shown this once.
        case link(login: String, address: String)
    }
    let visit: Visit
    let accounts: [Account]
    var outcome: Outcome?

    var html: HTML {
        Shell.page(
            title: "People", place: .people, visit: visit,
            main: """
                <h1>People</h1>
                \(said)
                <table class="cards">
                <caption>\("\(accounts.count)") accounts. Every change of roles is an entry in the ledger.</caption>
                <thead><tr><th scope="col">Name</th><th scope="col">Login</th><th scope="col">Roles</th><th scope="col">State</th>\
                <th scope="col">Account</th></tr></thead>
                <tbody>\(HTML.joined(accounts.map(row)))</tbody></table>
                <section class="sheet" aria-labelledby="add"><h2 id="add">Add somebody</h2>
                <form method="post" action="/people" class="stack">\(visit.field)
                <label for="new-name">Name</label>
                <input id="new-name" name="name" maxlength="100" autocomplete="off" required>
                <label for="new-login">Login</label>
                <input id="new-login" name="login" maxlength="64" pattern="[a-z0-9._\\-]{2,64}" autocapitalize="none" spellcheck="false" \
                autocomplete="off" aria-describedby="login-rule" required>
                <p id="login-rule" class="soft">Lower-case letters, digits, dot, hyphen, underscore. It never goes to somebody else later.</p>
                <fieldset><legend>Roles</legend><div class="line">\(roles(of: [], id: "new"))</div></fieldset>
                <button class="go">Add, and show a one-time link</button></form></section>
                """)
    }

    private var said: HTML {
        switch outcome {
        case nil: HTML.none
        case .said(let words): "<p role=\"status\" class=\"said\">\(words)</p>"
        case .problem(let words): Shell.problem(words)
        case .link(let login, let address):
            """
            <div role="status" class="said"><p>Give this link to \(login) in person or by telephone. It works once, for 24 hours, and is not \
            shown again.</p><p class="mono"><code>\(address)</code></p></div>
            """
        }
    }

    private func row(_ account: Account) -> HTML {
        """
        <tr><th scope="row">\(account.name)</th><td class="mono">\(account.login)</td><td>\(change(account))</td>\
        <td>\(state(account))</td><td><div class="line">\(acts(account))</div></td></tr>
        """
    }

    private func state(_ account: Account) -> HTML {
        if account.isDisabled { return "<span class=\"chip late\">disabled</span>" }
        if account.isPending { return "<span class=\"chip soon\">waits for its entry</span>" }
        return account.hasPassword ? "<span class=\"chip\">active</span>" : "<span class=\"chip\">no password yet</span>"
    }

    private func change(_ account: Account) -> HTML {
        """
        <form method="post" action="/people/\(account.login)/roles" class="line">\(visit.field)
        <fieldset><legend class="soft">Roles of \(account.login)</legend><div class="line">\(roles(of: account.wanted, id: account.login))</div>\
        </fieldset><button>Change</button></form>
        """
    }

    private func roles(of chosen: Set<Role>, id: String) -> HTML {
        HTML.joined(
            Role.allCases.map { role in
                """
                <label class="choice" for="\(id)-\(role.rawValue)"><input type="checkbox" id="\(id)-\(role.rawValue)" name="\(role.rawValue)"\
                \(chosen.contains(role) ? " checked" : HTML.none)> \(role.name)</label>
                """
            })
    }

    private func acts(_ account: Account) -> HTML {
        func act(_ path: String, _ words: String) -> HTML {
            """
            <form method="post" action="/people/\(account.login)/\(path)">\(visit.field)<button aria-label="\(words): \(account.login)">\(words)\
            </button></form>
            """
        }
        return account.isDisabled ? act("enable", "Enable") : .joined([act("link", "New link"), act("disable", "Disable")])
    }
}
