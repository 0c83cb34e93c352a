import HTTPTypes
import Hummingbird

/// The network's own web page.
struct PageRoutes: Sendable {
    let network: SandboxNetwork
    let page: SandboxPage
    let reads = PageReads()
    let openPages = OpenPages()

    func add(to router: Router<SandboxContext>) {
        let group = router.group().add(middleware: PageErrors())
        group.get("style.css") { _, _ in PageAnswer.file(PageStyle.css, "text/css") }
        group.get("script.js") { _, _ in PageAnswer.file(PageScript.code, "text/javascript") }
        group.get("icon.svg") { _, _ in PageAnswer.file(PageIcon.file, "image/svg+xml") }
        group.get("/") { _, _ in try welcome() }
        group.get("as/{handle}") { request, context in
            let reader = try reader(context)
            let query = request.uri.queryParameters
            return try await posts(reader, draft: query["text"].map(String.init) ?? "", replyTo: query["reply"].flatMap { UInt64($0) })
        }
        group.get("as/{handle}/messages") { request, context in
            try await messages(try reader(context), draft: request.uri.queryParameters["text"].map(String.init) ?? "")
        }
        group.get("as/{handle}/mail") { _, context in try await mail(try reader(context)) }
        group.get("as/{handle}/mail/{id}") { request, context in
            try await letter(
                try reader(context), context.parameters.get("id") ?? "", draft: request.uri.queryParameters["text"].map(String.init) ?? "")
        }
        group.get("as/{handle}/live") { request, context in
            try live(try reader(context), request.uri.queryParameters["view"].map(String.init) ?? "")
        }
        addActs(to: group)
    }

    // MARK: Pages

    func welcome(handle: String = "", name: String = "", problem: String? = nil) throws -> Response {
        let view = WelcomeView(
            people: network.customers(), firm: try firm(), desk: page.desk, handle: handle, name: name, problem: problem)
        return PageAnswer.page(
            PageFrame(title: "Welcome", desk: page.desk, body: view.markup).markup, status: problem == nil ? .ok : .badRequest,
            formsTo: page.desk?.origin)
    }

    func posts(_ reader: SandboxUser, draft: String = "", replyTo: UInt64? = nil, problem: String? = nil) async throws -> Response {
        let firm = try firm()
        let threads = network.threads(firm: firm.id)
        let answered = replyTo.flatMap { id in threads.lazy.flatMap { $0 }.first { $0.post.id == id } }
        let view = PostsView(
            reader: reader, firm: firm, threads: threads, knowledge: await knowledge(Self.ids(threads, of: reader)), draft: draft,
            replyTo: answered, problem: problem)
        return try await framed(view.markup, reader, .posts, "Public", failed: problem != nil)
    }

    func messages(_ reader: SandboxUser, draft: String = "", problem: String? = nil) async throws -> Response {
        let firm = try firm()
        let messages = network.messages(between: reader.id, and: firm.id)
        if let last = messages.last { reads.saw(messagesUpTo: last.id, reader.id) }
        let view = MessagesView(
            reader: reader, firm: firm, messages: messages, knowledge: await knowledge(Self.ids(messages, of: reader)), draft: draft,
            problem: problem)
        return try await framed(view.markup, reader, .messages, "Messages", failed: problem != nil)
    }

    func mail(_ reader: SandboxUser) async throws -> Response {
        guard let view = try await lettersView(reader) else {
            let owners = network.customers().filter { page.mailbox?.address($0.handle) != nil }
            return try await framed(LettersView.none(reader, owners: owners), reader, .mail, "Mailbox")
        }
        return try await framed(view.list, reader, .mail, "Mailbox")
    }

    func letter(_ reader: SandboxUser, _ id: String, draft: String = "") async throws -> Response {
        guard var view = try await lettersView(reader) else { return try await mail(reader) }
        view.draft.text = draft
        if id == "new" { return try await framed(view.new, reader, .mail, "New letter", live: "letter/") }
        guard let letter = view.letters?.first(where: { $0.id == id }) else { throw PageRefusal(.notFound, "There is no such letter.") }
        reads.saw(letter: letter.id, reader.id)
        return try await framed(view.one(letter), reader, .mail, letter.subject, live: "letter/\(letter.id)")
    }

    /// The mailbox as it is now; nil for somebody without one.
    func lettersView(_ reader: SandboxUser) async throws -> LettersView? {
        guard let mailbox = page.mailbox, let address = mailbox.address(reader.handle) else { return nil }
        let letters = await letters(reader)
        return LettersView(
            reader: reader, address: address, firm: mailbox.firm, letters: letters,
            knowledge: await knowledge((letters ?? []).filter(\.isSent).compactMap(\.messageID)), seen: reads.seenLetters(reader.id))
    }

    func framed(
        _ body: Markup, _ reader: SandboxUser, _ tab: PageFrame.Tab, _ title: String, live: String? = nil, failed: Bool = false
    ) async throws -> Response {
        let letters = await letters(reader) ?? []
        let frame = PageFrame(
            title: title, reader: try frameReader(reader, letters), tab: tab, desk: page.desk,
            live: "/as/\(reader.handle)/live?view=\(live ?? tab.rawValue)", body: body)
        return PageAnswer.page(frame.markup, status: failed ? .badRequest : .ok, formsTo: page.desk?.origin)
    }

    func frameReader(_ reader: SandboxUser, _ letters: [SandboxLetter]) throws -> PageFrame.Reader {
        PageFrame.Reader(
            user: reader, others: network.customers(), hasMailbox: page.mailbox?.address(reader.handle) != nil,
            newMessages: reads.newMessages(network.messages(between: reader.id, and: try firm().id), reader.id),
            newLetters: reads.newLetters(letters, reader.id))
    }

    // MARK: What is known

    func firm() throws -> SandboxUser {
        guard let firm = network.user(handle: page.firm) else { throw PageRefusal(.serviceUnavailable, "The bank has not joined yet.") }
        return firm
    }

    /// Whom the address names: any customer, no account of a firm.
    func reader(_ context: SandboxContext) throws -> SandboxUser {
        guard let user = network.user(handle: context.parameters.get("handle") ?? ""), network.subscription(of: user.id) == nil else {
            throw PageRefusal(.notFound, "There is nobody of that name.")
        }
        return user
    }

    /// What the firm's system says of these messages; a system that does not answer is shown as that.
    func knowledge(_ ids: [String]) async -> KeptPanel.Knowledge {
        guard let records = page.records else { return KeptPanel.Knowledge(records: nil) }
        do { return KeptPanel.Knowledge(records: ids.isEmpty ? [:] : try await records.records(ids)) } catch {
            return KeptPanel.Knowledge(records: [:], isBlind: true)
        }
    }

    /// Nil without a mailbox, and while the mail servers do not answer, which the page shows.
    func letters(_ reader: SandboxUser) async -> [SandboxLetter]? {
        guard let mailbox = page.mailbox, mailbox.address(reader.handle) != nil else { return nil }
        do { return try await mailbox.letters(reader.handle) } catch { return nil }
    }

    static func ids(_ threads: [[SandboxNetwork.ShownPost]], of reader: SandboxUser) -> [String] {
        threads.lazy.flatMap { $0 }.filter { $0.post.author == reader.id && $0.reachesFirm }.map { String($0.post.id) }
    }

    static func ids(_ messages: [SandboxMessage], of reader: SandboxUser) -> [String] {
        messages.suffix(200).filter { $0.sender == reader.id }.map { String($0.id) }
    }
}
