import Broker
import HTTPTypes
import Hummingbird

/// What is done to a conversation besides answering; each is one POST, and the page says what came of it.
extension DeskRoutes {
    func acts(_ pages: RouterGroup<ConsoleContext>) {
        pages.post("/desk/:id/assign") { request, context in
            let form = try await Form(request)
            return try await act(context, .assigned) { id, member in
                var to = member.id
                if let named = form["to"] {
                    // Only somebody who may answer can be given a conversation.
                    guard let staff = StreamID(named).map({ StaffID($0) }), try await isColleague(staff) else {
                        throw HTTPError(.badRequest, message: "Choose somebody of the list.")
                    }
                    to = staff
                }
                return .assign(id, to: to)
            }
        }
        pages.post("/desk/:id/release") { _, context in try await act(context, .released) { id, _ in .unassign(id) } }
        pages.post("/desk/:id/reopen") { _, context in try await act(context, .reopened) { id, _ in .reopen(id) } }
        pages.post("/desk/:id/resolve") { request, context in
            // Who may not does not hear what would be right.
            _ = try context.visit(who: .act)
            let form = try await Form(request)
            let lists = server.resolutions
            guard let code = form["code"], lists.codes.contains(code), let sentiment = form["sentiment"],
                lists.sentiments.contains(sentiment)
            else { throw HTTPError(.badRequest, message: "Choose how it ended and how the customer leaves.") }
            return try await act(context, .resolved) { id, _ in
                .resolve(
                    ResolveOrder(conversation: id, code: code, sentiment: sentiment, unanswered: form["unanswered"] == "yes"))
            }
        }
        pages.post("/desk/:id/task") { request, context in
            let task = EventID(try await Form(request)["task"] ?? "")
            return try await act(context, .done) { id, _ in
                guard let task else { throw HTTPError(.badRequest, message: "There is no such task.") }
                return .completeTask(id, task: task)
            }
        }
        pages.post("/desk/:id/settle") { request, context in
            _ = try context.visit(who: .act)
            let form = try await Form(request)
            guard let send = EventID(form["send"] ?? ""), let found = form["found"], found == "yes" || found == "no" else {
                throw HTTPError(.badRequest, message: "Say whether the message is there.")
            }
            // A person looked and takes it upon them.
            let outcome: SendReport.Outcome = found == "yes" ? .found(providerKey: nil, threadKey: nil, providerID: nil) : .absent
            return try await act(context, .settled) { id, _ in .record(SendReport(conversation: id, send: send, outcome: outcome)) }
        }
        pages.post("/desk/:id/withdraw") { request, context in
            let member = try context.visit(who: .act).member
            let id = try Self.conversation(context)
            guard let send = EventID(try await Form(request)["send"] ?? "") else {
                throw HTTPError(.badRequest, message: "There is no such reply.")
            }
            guard try server.desk.author(of: send, in: id) == member.id else {
                throw HTTPError(.forbidden, message: "Only its author withdraws a reply. Whoever may approve it can stop it.")
            }
            _ = try await server.desk.withdraw(send, in: id, by: member.id)
            return done(id, .withdrawn)
        }
        pages.post("/desk/:id/move", use: move)
    }

    private func isColleague(_ staff: StaffID) async throws -> Bool {
        try await server.entrance.register.accounts().contains { account in
            !account.isDisabled && account.roles.contains { $0.permissions.contains(.act) } && server.entrance.staff(account.login) == staff
        }
    }

    private func act(_ context: ConsoleContext, _ said: Said, _ order: (ConversationID, Member) async throws -> Order) async throws
        -> Response
    {
        let member = try context.visit(who: .act).member
        let id = try Self.conversation(context)
        let changed = try await carryOut(try await order(id, member), by: member.id)
        return done(id, changed ? said : .asBefore)
    }

    /// False where it was so already.
    private func carryOut(_ order: Order, by staff: StaffID) async throws(StorageError) -> Bool {
        do { _ = try await server.desk.order(order, by: staff) } catch {
            guard case .refused(.nothingToDo) = error else { throw error }
            return false
        }
        return true
    }

    private func move(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let visit = try context.visit(who: .act)
        let form = try await Form(request)
        let id = try Self.conversation(context)
        guard let destination = form["destination"], let channel = ChannelKind(word: form["channel"] ?? ""),
            let send = EventID(form["id"] ?? ""), let seen = UInt64(form["seen"] ?? "")
        else { throw HTTPError(.badRequest, message: "Choose where to go on.") }
        guard
            try server.desk.destinations(of: id, by: visit.member.id, at: Server.clock()).contains(where: {
                $0.word == destination && $0.by == channel
            })
        else { throw HTTPError(.conflict, message: "Policy does not offer this any more. Load the conversation again.") }
        let answer = try await server.handoffs.offer(
            id, destination: destination, channel: channel, seen: seen, by: visit.member.id, id: send)
        if let blocked = answer.blocked {
            throw HTTPError(.conflict, message: "Not sent. \(blocked.instead.joined(separator: " "))")
        }
        return done(id, answer.receipt.isRepeat ? .already : answer.held != nil ? .held : .moved)
    }
}
