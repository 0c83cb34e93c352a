/// The first page: what this is, and who one wants to be.
struct WelcomeView {
    var people: [SandboxUser]
    var firm: SandboxUser
    var desk: SandboxDesk?
    var handle = ""
    var name = ""
    var problem: String?

    var markup: Markup {
        """
        <div class="hello">
        <h1>A small square full of made-up people</h1>
        <p>Plaza is a social network on your own machine. <b>\(firm.name)</b> answers here as <b>@\(firm.handle)</b>, with Parley behind it.</p>
        <ol class="steps">
        <li><b>Be a customer.</b> Complain in public, with a card number in the post.</li>
        <li><b>Be the agent.</b> Answer at the bank’s desk. Try to give something away.</li>
        <li><b>Look what was kept.</b> Beside each of your posts stands what Parley stored of it.</li>
        </ol>
        </div>
        <div class="doors">
        <section aria-labelledby="who"><h2 id="who">Who do you want to be?</h2>
        <ul class="people">\(Markup.joined(people.map { "<li>\(PageFrame.person($0))</li>" }))</ul>
        <form class="composer new" id="new" method="post" action="/people">
        <h3>Somebody new</h3>
        <p class="line"><label for="name">Name</label><input id="name" name="name" required maxlength="50" autocomplete="off" value="\(name)"></p>
        <p class="line"><label for="handle">Handle</label><input id="handle" name="handle" required maxlength="15" pattern="[A-Za-z0-9_]+" \
        autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="rule" value="\(handle)"></p>
        <p class="hint" id="rule">1 to 15 letters, digits or underscores</p>
        \(PostsView.problem(problem))
        <div class="row"><button>Join</button></div>
        </form>
        </section>
        \(desk.map(door) ?? Markup.none)
        </div>
        """
    }

    private func door(_ desk: SandboxDesk) -> Markup {
        """
        <section aria-labelledby="bank"><h2 id="bank">Or work at the bank</h2>
        <p class="hint">Opens the desk in a new tab; the first time you choose a password. A browser knows one person at a time: \
        for the second, use a private window.</p>
        <div class="people">\(PageFrame.seats(desk))</div></section>
        """
    }
}
