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
        /// The event of the message that it answers, where it is not for the first of the conversation's parties on the channel.
        var answers: String?
        /// The held reply of the same author that this one is written instead of.
        var replaces: String?
        /// When it is to go out by itself, such as `2027-02-01T09:00:00Z`; at once where it is left out.
        var at: String?
        /// Files that go along, each with its bytes in base 64.
        var attachments: [FileBody]?
    }
    struct FileBody: Decodable {
        var name: String
        var data: Data
    }
    /// Something that is done to a message: a like, a repost, a quotation with words of our own.
    struct DeedBody: Decodable {
        var act: String
        var text: String?
        /// The event of the message.
        var message: String
        var seen: UInt64
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
        /// Closes what nobody answered; the turn runs on.
        var unanswered: Bool?
    }
    struct ApprovalBody: Decodable {
        var send: String
        /// What the approver read, as the conversation's line names it; refused where something else is held.
        var content: String?
        var reason: String?
    }
    struct EvidenceBody: Decodable {
        var purpose: String
        /// What kind of thing it is about, and which; not where the address says so.
        var about: String?
        var which: String?
    }
    struct SettleBody: Decodable {
        var send: String
        var wasSent: Bool

        private enum CodingKeys: String, CodingKey {
            case send
            case wasSent = "was_sent"
        }
    }
    struct ReplyAnswer: Encodable {
        var send: String
        var index: UInt64
        var decision: String
        var instead: [String]
        var rules: [String]
        var approver: String?
        /// Every role that must agree.
        var approvers: [String]
        /// When it goes out by itself, where it was written for later.
        var at: String?
    }
    /// A message that nobody has read yet: nothing of what it says.
    struct Waiting: Encodable {
        var message: String
        var why: String
        var at: String
        var channel: String?
        var published: String?
        /// Where its evidence leads.
        var conversation: String?
    }
    struct ReleaseBody: Decodable {
        var conversation: String?
    }
    struct Released: Encodable {
        var index: UInt64
        var conversation: String?
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

    /// What a person may ask for by name; the other acts have addresses of their own.
    private static let acts: Set<String> = [ActWords.reply, ActWords.privateReply, ActWords.acknowledgement, ActWords.survey]

    func add(to router: Router<ConsoleContext>) {
        let api = router.group("/api").add(middleware: StorageAnswers(tellsWhy: true))
            .add(middleware: SameOrigin(address: server.configuration.address)).add(middleware: SessionAuthentication(server: server))
            .add(middleware: SomebodyOnly())
        api.get("status") { _, _ in try await json(server.status) }
        api.get("measures") { _, _ in try await json(server.measures) }
        api.get("conversations") { _, context in
            _ = try context.member(who: .readConversations)
            return try json(
                server.store.inbox(openOnly: false, limit: 200).map { row in
                    Row(
                        id: row.id.description, began: row.began.word, status: row.status, due: row.due?.description, inbound: row.inbound,
                        outbound: row.outbound, route: row.route, labels: row.labels)
                })
        }
        api.get("conversations/:id") { _, context in
            let id = try conversation(context)
            let member = try context.member(who: .readConversations)
            // An auditor compares what is kept with what was written elsewhere.
            let namesSources = member.roles.contains(.auditor)
            guard let view = try await server.view(id, by: member.id, purpose: "api", namesSources: namesSources) else {
                throw HTTPError(.notFound, message: Refusal.unknownConversation.message)
            }
            return try json(view)
        }
        api.post("conversations/:id/replies") { request, context in
            let body: ReplyBody = try await read(request, upTo: 4 << 20)
            let (id, staff) = (try conversation(context), try acting(context))
            guard let channel = ChannelKind(word: body.channel) else {
                throw HTTPError(.badRequest, message: "There is no channel \(body.channel).")
            }
            guard let send = EventID(body.id) else { throw HTTPError(.badRequest, message: "The id must be 32 hexadecimal digits.") }
            let act = body.act ?? ActWords.reply
            guard Self.acts.contains(act) else {
                throw HTTPError(.badRequest, message: "A reply is one of: \(Self.acts.sorted().joined(separator: ", ")).")
            }
            guard body.text.contains(where: { !$0.isWhitespace }), body.text.utf8.count <= 64 << 10 else {
                throw HTTPError(.badRequest, message: "A reply has at least one character and at most 64 KB.")
            }
            let answers = body.answers.flatMap { EventID($0) }
            guard (answers == nil) == (body.answers == nil) else {
                throw HTTPError(.badRequest, message: "The message that it answers must be 32 hexadecimal digits.")
            }
            let goesOut = try body.at.map(Self.instant)
            var reply = Desk.Reply(
                conversation: id, text: body.text, channel: channel, act: act, seen: body.seen, answers: answers, goesOut: goesOut)
            reply.files = (body.attachments ?? []).map { Desk.File(name: $0.name, bytes: Array($0.data)) }
            guard let replaced = body.replaces else {
                return try json(ReplyAnswer(try await server.desk.submit(reply, by: staff, id: send)))
            }
            guard let held = EventID(replaced) else {
                throw HTTPError(.badRequest, message: "The reply that it replaces must be 32 hexadecimal digits.")
            }
            return try json(ReplyAnswer(try await server.desk.submit(reply, replacing: held, by: staff, id: send)))
        }
        api.post("conversations/:id/deeds") { request, context in
            let body: DeedBody = try await read(request)
            let (id, staff) = (try conversation(context), try acting(context))
            guard let send = EventID(body.id), let message = EventID(body.message) else {
                throw HTTPError(.badRequest, message: "The id and the message must be 32 hexadecimal digits.")
            }
            if body.act == ActWords.pin { throw HTTPError(.badRequest, message: Desk.nobodyPins) }
            guard Desk.deeds.contains(body.act) else {
                throw HTTPError(.badRequest, message: "What can be done to a message is one of: \(Desk.deeds.joined(separator: ", ")).")
            }
            if let text = body.text {
                guard text.contains(where: { !$0.isWhitespace }), text.utf8.count <= 64 << 10 else {
                    throw HTTPError(.badRequest, message: "The words of a quotation are at least one character and at most 64 KB.")
                }
            }
            let deed = Desk.Deed(conversation: id, act: body.act, message: message, seen: body.seen, text: body.text)
            return try json(ReplyAnswer(try await server.desk.submit(deed, by: staff, id: send)))
        }
        api.post("conversations/:id/handoffs") { request, context in
            let body: HandoffBody = try await read(request)
            let (id, staff) = (try conversation(context), try acting(context))
            guard let channel = ChannelKind(word: body.channel), let send = EventID(body.id) else {
                throw HTTPError(.badRequest, message: "A handoff needs a channel and an id of 32 hexadecimal digits.")
            }
            let answer = try await server.handoffs.offer(
                id, destination: body.destination, channel: channel, seen: body.seen, by: staff, id: send)
            return try json(ReplyAnswer(answer))
        }
        api.post("conversations/:id/assign") { _, context in
            let (id, staff) = (try conversation(context), try acting(context))
            return try await order(.assign(id, to: staff), by: staff)
        }
        api.post("conversations/:id/resolve") { request, context in
            let body: ResolveBody = try await read(request)
            let (id, staff) = (try conversation(context), try acting(context))
            // Both stand in facts, which are kept: words of a list, not sentences.
            guard Self.isWord(body.code), Self.isWord(body.sentiment) else {
                throw HTTPError(.badRequest, message: "Code and sentiment are words of at most 64 letters, digits and underscores.")
            }
            return try await order(
                .resolve(
                    ResolveOrder(
                        conversation: id, code: body.code, sentiment: body.sentiment, unanswered: body.unanswered ?? false)), by: staff)
        }
        api.post("conversations/:id/approve") { request, context in
            let body: ApprovalBody = try await read(request)
            let (id, staff) = (try conversation(context), try context.member(who: .approve))
            guard let send = EventID(body.send) else { throw HTTPError(.badRequest, message: "The send must be 32 hexadecimal digits.") }
            let receipt = try await server.handoffs.approve(
                send, in: id, by: staff, roles: server.approverRoles(of: staff), content: try Self.content(body.content))
            return try json(["index": receipt.index])
        }
        api.post("conversations/:id/reject") { request, context in
            let body: ApprovalBody = try await read(request)
            let (id, staff) = (try conversation(context), try context.member(who: .approve))
            guard let send = EventID(body.send) else { throw HTTPError(.badRequest, message: "The send must be 32 hexadecimal digits.") }
            let receipt = try await server.desk.reject(send, in: id, reason: body.reason ?? "", by: staff.id)
            return try json(["index": receipt.index])
        }
        api.post("conversations/:id/withdraw") { request, context in
            // What waits for somebody's yes, or for its time, does not go out any more: its author thinks better of it.
            let body: ApprovalBody = try await read(request)
            let (id, staff) = (try conversation(context), try acting(context))
            guard let send = EventID(body.send) else { throw HTTPError(.badRequest, message: "The send must be 32 hexadecimal digits.") }
            return try json(["index": try await server.desk.withdraw(send, in: id, by: staff).index])
        }
        api.post("conversations/:id/settle") { request, context in
            // A person looked and takes it upon them: it is there, or it goes again.
            let body: SettleBody = try await read(request)
            let (id, staff) = (try conversation(context), try acting(context))
            guard let send = EventID(body.send) else { throw HTTPError(.badRequest, message: "The send must be 32 hexadecimal digits.") }
            let outcome = body.wasSent ? SendReport.Outcome.found(providerKey: nil, threadKey: nil, providerID: nil) : .absent
            return try await order(.record(SendReport(conversation: id, send: send, outcome: outcome)), by: staff)
        }
        api.get("quarantine") { _, context in
            _ = try context.member(who: .quarantine)
            return try json(
                server.store.waitingMessages(limit: 200).map { row in
                    Waiting(
                        message: row.message.description, why: row.why, at: row.at.description, channel: row.channel?.word,
                        published: row.published.map(\.description), conversation: row.conversation?.description)
                })
        }
        api.get("conversations/:id/files/:message/:place") { _, context in
            let member = try context.member(who: .readConversations)
            return try await FileResponse.of(server, try conversation(context), context, by: member)
        }
        api.post("quarantine/rescan") { _, context in
            _ = try context.member(who: .quarantine)
            return try json(["waiting": try await server.store.readQuarantineAgain()])
        }
        api.post("quarantine/:id/release") { request, context in
            let staff = try context.member(who: .quarantine).id
            let body: ReleaseBody = try await read(request)
            guard let message = EventID(try context.parameters.require("id")) else {
                throw HTTPError(.badRequest, message: "A message's id has 32 hexadecimal digits.")
            }
            let wanted = body.conversation.flatMap { ConversationID($0) }
            guard (wanted == nil) == (body.conversation == nil) else {
                throw HTTPError(.badRequest, message: "A conversation's id has 32 hexadecimal digits.")
            }
            let receipt = try await server.intake.release(message, into: wanted, by: staff)
            return try json(Released(index: receipt.index, conversation: receipt.conversation?.description))
        }
        api.post("conversations/:id/evidence") { request, context in
            let body: EvidenceBody = try await read(request)
            return try await evidence(about: .conversation(try conversation(context)), for: body.purpose, context)
        }
        api.post("evidence") { request, context in
            let body: EvidenceBody = try await read(request)
            guard let subject = EvidenceSubject(kind: body.about ?? "", which: body.which ?? "") else {
                throw HTTPError(.badRequest, message: EvidenceSubject.howToAsk)
            }
            return try await evidence(about: subject, for: body.purpose, context)
        }
        api.post("policies/reload") { _, context in
            _ = try context.member(who: .changePolicies)
            if let problem = try await server.reloadPolicies() {
                throw HTTPError(.unprocessableContent, message: problem)
            }
            return try await json(server.status)
        }
    }

    /// Everything that is known of something leaves the house: entries say who took it, and why.
    private func evidence(about subject: EvidenceSubject, for purpose: String, _ context: ConsoleContext) async throws -> Response {
        let member = try context.member(who: .export)
        guard purpose.contains(where: { !$0.isWhitespace }) else {
            throw HTTPError(.badRequest, message: "Say in purpose why it leaves the house.")
        }
        let file = try await server.evidence.file(
            about: subject, by: member.id, purpose: purpose,
            pages: EvidencePage.pages(brand: server.configuration.brand, names: server.terms.now.wordNames))
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/x-tar", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(file.name)\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }

    /// What an approval is for; nil where nothing is said.
    static func content(_ text: String?) throws -> Hash? {
        guard let text else { return nil }
        guard let content = Hash(hexadecimal: text) else {
            throw HTTPError(.badRequest, message: "What is approved is named by the 64 hexadecimal digits that its line shows as content.")
        }
        return content
    }

    private static func instant(_ text: String) throws -> Timestamp {
        do { return try Timestamp(iso8601: text) } catch {
            throw HTTPError(.badRequest, message: "The time is an instant such as 2027-02-01T09:00:00Z.")
        }
    }

    private static func isWord(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { $0 == UInt8(ascii: "_") || isAlphanumeric($0) }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }

    private func order(_ order: Order, by staff: StaffID) async throws -> Response {
        let receipt = try await server.desk.order(order, by: staff)
        return try json(["index": receipt.index])
    }

    private func conversation(_ context: ConsoleContext) throws -> ConversationID {
        guard let id = ConversationID(try context.parameters.require("id")) else {
            throw HTTPError(.badRequest, message: "A conversation's id has 32 hexadecimal digits.")
        }
        return id
    }

    /// Who acts; an auditor only looks.
    private func acting(_ context: ConsoleContext) throws -> StaffID { try context.member(who: .act).id }

    private func read<Body: Decodable>(_ request: Request, upTo limit: Int = 256 << 10) async throws -> Body {
        let buffer = try await request.body.collect(upTo: limit)
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
        approvers = answer.held?.approvers ?? []
        at = (answer.held ?? answer.scheduled)?.goesOut?.description
        if let blocked = answer.blocked {
            decision = Verdict.block.word
            rules = blocked.rules.map { "\($0.pack)/\($0.rule)" }
        } else if let held = answer.held {
            decision = Verdict.hold.word
            rules = held.rules.map { "\($0.pack)/\($0.rule)" }
        } else {
            let queued =
                answer.scheduled?.queued
                ?? answer.receipt.events.lazy.compactMap { if case .queued(let queued) = $0 { queued } else { nil } }.first
            decision = queued?.decision ?? Verdict.send.word
            rules = queued?.rules.map { "\($0.pack)/\($0.rule)" } ?? []
        }
    }
}

/// Lets a request through only if it is somebody's.
struct SomebodyOnly: RouterMiddleware {
    func handle(_ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response) async throws
        -> Response
    {
        guard context.member != nil else { throw SignInNeeded() }
        return try await next(request, context)
    }
}
