import Broker
import HTTPTypes
import Hummingbird
import NIOCore

/// The desk's addresses: everything works by plain links and forms, and the script only makes it quicker.
struct DeskRoutes: Sendable {
    let server: Server
    // Header names.
    static let purposes = ["Sec-Purpose", "Purpose", "X-Moz"].compactMap { HTTPField.Name($0) }

    func add(to pages: RouterGroup<ConsoleContext>) {
        pages.get("/desk") { request, context in
            let visit = try context.visit(who: .readConversations)
            let view = try await view(visit)
            let queue = try queue(request, current: nil, view)
            if request.uri.queryParameters["part"] == "queue" { return PageResponse.page(queue) }
            return page(visit, DeskPage.queue(queue), title: "Inbox")
        }
        pages.get("/handoffs") { _, context in
            _ = try context.visit(who: .readConversations)
            return PageResponse.redirect(to: QueueChoice(show: .moving).address("/desk"))
        }
        pages.get("/desk/:id") { request, context in
            let visit = try context.visit(who: .readConversations)
            // Whoever fetches a page that nobody looks at yet must not leave an entry that says that somebody did.
            guard !Self.isPrefetch(request) else { return Response(status: .noContent, headers: PageResponse.headers(nil)) }
            return try await show(request, context, visit, Composed())
        }
        pages.get("/desk/:id/files/:message/:place") { request, context in
            let visit = try context.visit(who: .readConversations)
            guard !Self.isPrefetch(request) else { return Response(status: .noContent, headers: PageResponse.headers(nil)) }
            return try await FileResponse.of(server, try Self.conversation(context), context, by: visit.member)
        }
        pages.post("/desk/:id/check", use: check)
        pages.post("/desk/:id/send", use: send)
        acts(pages)
    }

    static func isPrefetch(_ request: Request) -> Bool {
        purposes.contains { name in request.headers[values: name].contains { $0.lowercased().contains("prefetch") } }
    }

    // MARK: Pages

    /// What all pages are made with.
    func view(_ visit: Visit) async throws -> DeskView {
        let terms = server.terms.now
        var people: [StaffID: String] = [:]
        for account in try await server.entrance.register.accounts() where !account.isDisabled {
            guard account.roles.contains(where: { $0.permissions.contains(.act) }), let id = server.entrance.staff(account.login) else {
                continue
            }
            people[id] = account.name
        }
        let accounts = server.accounts.flatMap { account in [(account.publicKind, account.name), (account.privateKind, account.name)] }
        return DeskView(
            me: visit.member, field: visit.field, moment: Moment(server), rules: RuleBook(terms),
            people: people, accounts: Dictionary(accounts, uniquingKeysWith: { first, _ in first }), lists: server.resolutions)
    }

    func page(_ visit: Visit, _ main: HTML, title: String, place: Place = .inbox, status: HTTPResponse.Status = .ok) -> Response {
        PageResponse.page(Shell.page(title: "\(title) · \(visit.brand)", place: place, visit: visit, main: main), status: status)
    }

    private func choice(_ request: Request) -> QueueChoice {
        let query = request.uri.queryParameters
        return QueueChoice(
            show: query["show"].map(String.init), team: query["team"].map(String.init), after: query["after"].map(String.init))
    }

    private func queue(_ request: Request, current: ConversationID?, _ view: DeskView) throws -> HTML {
        let choice = choice(request)
        let inbox = try server.desk.inbox(choice.filter(view.me.id), after: choice.cursor, at: view.moment.now)
        return QueuePane.html(inbox, choice: choice, teams: try server.desk.routes(), current: current, view)
    }

    /// The conversation's page with a composer, as it is or as somebody left it.
    func show(
        _ request: Request, _ context: ConsoleContext, _ visit: Visit, _ composed: Composed, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let id = try Self.conversation(context)
        guard let open = try await server.open(id, by: visit.member.id, purpose: "desk") else {
            throw HTTPError(.notFound, message: "There is no such conversation. It may have been joined to another: look in the queue.")
        }
        let view = try await view(visit)
        let query = request.uri.queryParameters
        let said = query["said"].flatMap { Said(rawValue: String($0)) }.map { "<p class=\"said\" role=\"status\">\($0.words)</p>" as HTML }
        let pane = ConversationPane(
            open: open, composed: composed, view: view, said: said ?? HTML.none, back: choice(request).address("/desk"))
        if query["part"] == "talk" { return PageResponse.page(pane.html()) }
        let queue = try queue(request, current: open.id, view)
        return page(visit, DeskPage.conversation(queue, pane.html()), title: "Conversation", status: status)
    }

    static func conversation(_ context: ConsoleContext) throws -> ConversationID {
        guard let id = ConversationID(try context.parameters.require("id")) else {
            throw HTTPError(.notFound, message: "There is no such conversation. Look in the queue.")
        }
        return id
    }

    // MARK: The composer

    /// A reply as the form has it; at most 64 KB, as everything that goes out.
    private func reply(_ request: Request, _ context: ConsoleContext) async throws -> (reply: Desk.Reply, composed: Composed, form: Form) {
        let form = try await Form(request, upTo: context.maxUploadSize)
        // A way out of a no is a button with its own channel.
        guard let channel = ChannelKind(word: form["to"] ?? form["channel"] ?? ""), let id = EventID(form["id"] ?? ""),
            let seen = UInt64(form["seen"] ?? "")
        else { throw HTTPError(.badRequest, message: "The form is not complete. Load the conversation again.") }
        // Forms end lines with two signs (WHATWG HTML, 4.10.21.8); a reply has one.
        let text = (form["text"] ?? "").replacing("\r\n", with: "\n")
        guard text.utf8.count <= 64 << 10 else { throw HTTPError(.contentTooLarge, message: "A reply has at most 64 KB.") }
        let isAcknowledgement = form["act"] == "seen"
        var composed = Composed(id: id, text: text, channel: channel, isAcknowledgement: isAcknowledgement)
        composed.goesOut = form["at"].flatMap { $0.isEmpty ? nil : $0 }
        let moment = Moment(server)
        let goesOut = composed.goesOut.flatMap(moment.instant)
        guard (goesOut == nil) == (composed.goesOut == nil) else {
            throw HTTPError(.badRequest, message: "The time at which it is to go out is a day and a time, such as 2027-02-01T09:00.")
        }
        var reply = Desk.Reply(
            conversation: try Self.conversation(context), text: text, channel: channel,
            act: isAcknowledgement ? ActWords.acknowledgement : ActWords.reply, seen: seen, goesOut: goesOut)
        reply.files = form.files.filter { $0.field == "files" && !($0.name.isEmpty && $0.bytes.isEmpty) }.map {
            Desk.File(name: $0.name, bytes: $0.bytes)
        }
        return (reply, composed, form)
    }

    /// Policy's answer while somebody types. Nothing of it is kept anywhere.
    private func check(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let member = try context.member(who: .act)
        let (reply, composed, _) = try await reply(request, context)
        let check = try server.desk.check(reply, by: member.id, at: Server.clock())
        let isEmpty = !reply.text.contains { !$0.isWhitespace }
        let verdict = check.checked?.decision.verdict
        let answer = CheckAnswer(
            count: check.length?.count, limit: check.length?.limit,
            answer: isEmpty ? "" : ComposerPane.answer(check, to: composed, on: reply.channel, rules: RuleBook(server.terms.now)).bytes,
            why: isEmpty ? "" : ComposerPane.reason(check)?.bytes ?? "", maySend: !isEmpty && check.maySubmit,
            button: verdict == .hold ? "Ask for approval" : verdict == .sendWarn ? "Send all the same" : nil, warns: verdict == .sendWarn,
            spans: CheckAnswer.places(check.checked?.spans ?? [], in: reply.text))
        return try answer.response()
    }

    private func send(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let visit = try context.visit(who: .act)
        let (reply, written, form) = try await reply(request, context)
        var composed = written
        let status: HTTPResponse.Status
        switch try await outcome(of: reply, composed, warned: form["warned"] == "yes", by: visit.member.id) {
        case .done(let said): return done(reply.conversation, said)
        case .again(let problem, let check, let isNew, let code):
            composed.problem = problem
            composed.check = check
            // What comes next is another reply.
            if isNew { composed.id = RandomIDs.event() }
            status = code
        }
        return try await show(request, context, visit, composed, status: status)
    }

    /// What became of a press of the button; where it did not go out, the words stay with whoever wrote them.
    private enum Outcome {
        case done(Said)
        case again(String, ReplyCheck?, isNew: Bool, HTTPResponse.Status)
    }

    private func outcome(of reply: Desk.Reply, _ composed: Composed, warned: Bool, by staff: StaffID) async throws -> Outcome {
        guard reply.text.contains(where: { !$0.isWhitespace }) else {
            return .again("Write something first.", nil, isNew: false, .badRequest)
        }
        // A press again of what went out already is answered by what became of it, whatever policy says by now.
        if let before = try server.desk.sent(composed.id) {
            if before.text == reply.text { return .done(.already) }
            let words =
                "Your first reply went out already, once. These words are different and were not sent. Press the button again to send them as well."
            return .again(words, nil, isNew: true, .conflict)
        }
        let check = try server.desk.check(reply, by: staff, at: Server.clock())
        if let refusal = check.refusal { return .again("Not sent: \(refusal) Your words are still here.", nil, isNew: false, .conflict) }
        if check.isTooLong { return .again("Not sent: it is too long.", check, isNew: false, .unprocessableContent) }
        if check.checked?.decision.verdict == .sendWarn, !warned {
            let words = "Not sent yet: read the note below, then send all the same or change it."
            return .again(words, check, isNew: false, .unprocessableContent)
        }
        return try await submit(reply, composed, check, by: staff)
    }

    private func submit(_ reply: Desk.Reply, _ composed: Composed, _ check: ReplyCheck, by staff: StaffID) async throws(StorageError)
        -> Outcome
    {
        let answer: Desk.Answer
        do { answer = try await server.desk.submit(reply, by: staff, id: composed.id) } catch {
            switch error {
            case .refused(let refusal):
                return .again("Not sent: \(refusal.message) Your words are still here.", check, isNew: false, .conflict)
            case .busy:
                let words = "Not sent: the server is busy. Your words are still here; press the button again."
                return .again(words, check, isNew: false, .serviceUnavailable)
            default: throw error
            }
        }
        if answer.blocked != nil {
            return .again("Not sent. Policy stopped it, and nothing of it was kept.", check, isNew: true, .unprocessableContent)
        }
        return .done(answer.receipt.isRepeat ? .already : answer.held != nil ? .held : answer.scheduled != nil ? .planned : .sent)
    }

    func done(_ id: ConversationID, _ said: Said) -> Response { PageResponse.redirect(to: "/desk/\(id)?said=\(said.rawValue)#composer") }
}

/// What was just done, in the address of the page that shows it.
enum Said: String, CaseIterable {
    case sent, already, held, planned, moved, resolved, reopened, assigned, released, withdrawn, settled, done, asBefore

    var words: String {
        switch self {
        case .sent: "Accepted. It goes out as soon as it is sealed."
        case .already: "This was sent already, once. Nothing was sent twice."
        case .held: "It waits for approval. Nothing goes out before somebody else has agreed."
        case .planned: "Planned. Policy is asked again when its time comes."
        case .moved: "The link and the number are on their way."
        case .resolved: "Resolved. A new message opens the conversation again."
        case .reopened: "Opened again."
        case .assigned: "Assigned."
        case .released: "Released: anybody may take it."
        case .withdrawn: "Withdrawn. It does not go out."
        case .settled: "Noted. What follows from it is below."
        case .done: "Done."
        case .asBefore: "It was so already; nothing changed."
        }
    }
}
