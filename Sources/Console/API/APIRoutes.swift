import Broker
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

/// The API that people's tools and pages use; every request is somebody's, by a bearer token.
struct APIRoutes: Sendable {
    let server: Server

    /// What is posted to send a reply.
    struct ReplyBody: Decodable {
        var text: String
        var channel: String
        var act: String?
        var seen: UInt64
        /// 32 hexadecimal digits, random: the same twice is sent once.
        var id: String
    }
    struct HandoffBody: Decodable {
        var destination: String
        var channel: String
        var seen: UInt64
        var id: String
    }
    struct ResolveBody: Decodable {
        var code: String
        var sentiment: String
    }
    struct ApprovalBody: Decodable {
        var send: String
        var reason: String?
    }
    struct ReplyAnswer: Encodable {
        var send: String
        var index: UInt64
        var decision: String
        var instead: [String]
        var rules: [String]
        var approver: String?
    }
    struct Row: Encodable {
        var id: String
        var began: String
        var status: String
        var due: String?
        var inbound: Int
        var outbound: Int
        var route: String?
        var labels: [String]
    }

    func add(to router: Router<ConsoleContext>) {
        let api = router.group("/api").add(middleware: Authentication(server: server))
        api.get("status") { _, _ in try await json(server.status) }
        api.get("measures") { _, _ in try await json(server.measures) }
        api.get("conversations") { _, _ in
            try json(
                server.store.inbox(openOnly: false, limit: 200).map { row in
                    Row(
                        id: row.id.description, began: row.began.word, status: row.status, due: row.due?.description, inbound: row.inbound,
                        outbound: row.outbound, route: row.route, labels: row.labels)
                })
        }
        api.get("conversations/:id") { _, context in
            let id = try conversation(context)
            guard let page = try server.store.conversation(id) else {
                throw HTTPError(.notFound, message: Refusal.unknownConversation.message)
            }
            // Law 8: a view of content is an entry.
            if let staff = context.staff {
                _ = try await perform { () async throws(StorageError) in
                    try await server.desk.order(.view(id, purpose: "api"), by: staff.id)
                }
            }
            return try json(ConversationView(page, sealed: server.store.status.sealed))
        }
        api.post("conversations/:id/replies") { request, context in
            let body: ReplyBody = try await read(request)
            let (id, staff) = (try conversation(context), try acting(context))
            guard let channel = ChannelKind(word: body.channel) else {
                throw HTTPError(.badRequest, message: "There is no channel \(body.channel).")
            }
            guard let send = EventID(body.id) else { throw HTTPError(.badRequest, message: "The id must be 32 hexadecimal digits.") }
            let answer = try await perform { () async throws(StorageError) in
                try await server.desk.submit(
                    Desk.Reply(conversation: id, text: body.text, channel: channel, act: body.act ?? ActWords.reply, seen: body.seen),
                    by: staff,
                    id: send)
            }
            return try json(ReplyAnswer(answer))
        }
        api.post("conversations/:id/handoffs") { request, context in
            let body: HandoffBody = try await read(request)
            let (id, staff) = (try conversation(context), try acting(context))
            guard let channel = ChannelKind(word: body.channel), let send = EventID(body.id) else {
                throw HTTPError(.badRequest, message: "A handoff needs a channel and an id of 32 hexadecimal digits.")
            }
            let answer = try await perform { () async throws(StorageError) in
                try await server.handoffs.offer(
                    id, destination: body.destination, channel: channel, seen: body.seen, by: staff, id: send)
            }
            return try json(ReplyAnswer(answer))
        }
        api.post("conversations/:id/assign") { _, context in
            let (id, staff) = (try conversation(context), try acting(context))
            return try await order(.assign(id, to: staff), by: staff)
        }
        api.post("conversations/:id/resolve") { request, context in
            let body: ResolveBody = try await read(request)
            let (id, staff) = (try conversation(context), try acting(context))
            return try await order(.resolve(ResolveOrder(conversation: id, code: body.code, sentiment: body.sentiment)), by: staff)
        }
        api.post("conversations/:id/approve") { request, context in
            let body: ApprovalBody = try await read(request)
            let (id, staff) = (try conversation(context), try acting(context))
            guard let send = EventID(body.send) else { throw HTTPError(.badRequest, message: "The send must be 32 hexadecimal digits.") }
            return try await order(.approve(ApproveOrder(conversation: id, send: send, role: context.staff?.role ?? "")), by: staff)
        }
        api.post("policies/reload") { _, context in
            _ = try acting(context, roles: ["compliance_officer"])
            if let problem = try await server.reloadPolicies() {
                throw HTTPError(.unprocessableContent, message: problem)
            }
            return try await json(server.status)
        }
    }

    private func order(_ order: Order, by staff: StaffID) async throws -> Response {
        let receipt = try await perform { () async throws(StorageError) in try await server.desk.order(order, by: staff) }
        return try json(["index": receipt.index])
    }

    private func conversation(_ context: ConsoleContext) throws -> ConversationID {
        guard let id = ConversationID(try context.parameters.require("id")) else {
            throw HTTPError(.badRequest, message: "A conversation's id has 32 hexadecimal digits.")
        }
        return id
    }

    /// Who acts; an auditor only looks.
    private func acting(_ context: ConsoleContext, roles: Set<String> = ["agent", "supervisor", "compliance_officer"]) throws -> StaffID {
        guard let staff = context.staff, roles.contains(staff.role) else {
            throw HTTPError(.forbidden, message: "This needs one of the roles: \(roles.sorted().joined(separator: ", ")).")
        }
        return staff.id
    }

    private func perform<R: Sendable>(_ body: () async throws(StorageError) -> R) async throws -> R {
        do { return try await body() } catch {
            switch error {
            case .refused(let refusal): throw HTTPError(.conflict, message: refusal.message)
            case .busy, .notWritable: throw HTTPError(.serviceUnavailable, headers: [.retryAfter: "5"], message: error.description)
            case .damaged, .cannotOpen: throw HTTPError(.internalServerError, message: error.description)
            }
        }
    }

    private func read<Body: Decodable>(_ request: Request) async throws -> Body {
        let buffer = try await request.body.collect(upTo: 256 << 10)
        do { return try JSONDecoder().decode(Body.self, from: Data(buffer.readableBytesView)) } catch {
            throw HTTPError(.badRequest, message: "The body is not the JSON that this address takes.")
        }
    }

    private func json(_ value: some Encodable) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
    }
}

extension APIRoutes.ReplyAnswer {
    init(_ answer: Desk.Answer) {
        send = answer.send.description
        index = answer.receipt.index
        instead = answer.blocked?.instead ?? []
        approver = answer.held?.approver
        if let blocked = answer.blocked {
            decision = Verdict.block.word
            rules = blocked.rules.map { "\($0.pack)/\($0.rule)" }
        } else if let held = answer.held {
            decision = Verdict.hold.word
            rules = held.rules.map { "\($0.pack)/\($0.rule)" }
        } else {
            let queued = answer.receipt.events.lazy.compactMap { if case .queued(let queued) = $0 { queued } else { nil } }.first
            decision = queued?.decision ?? Verdict.send.word
            rules = queued?.rules.map { "\($0.pack)/\($0.rule)" } ?? []
        }
    }
}

/// Lets a request through only if it is somebody's.
struct Authentication: RouterMiddleware {
    let server: Server

    func handle(_ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response) async throws
        -> Response
    {
        guard let header = request.headers[.authorization], header.hasPrefix("Bearer "),
            let staff = server.staff(token: String(header.dropFirst(7)))
        else { throw HTTPError(.unauthorized, headers: [.wwwAuthenticate: "Bearer"], message: "This needs a token of the firm's staff.") }
        var context = context
        context.staff = staff
        return try await next(request, context)
    }
}
