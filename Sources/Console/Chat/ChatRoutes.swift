import Broker
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

/// The web chat's addresses: the loader, the page, and what the page asks for.
struct ChatRoutes: Sendable {
    let chats: [String: WebChat]
    let address: String
    /// The header in which a proxy says who asks.
    let proxyHeader: HTTPField.Name?

    /// What the page's script posts.
    struct MessageBody: Decodable {
        /// 32 hexadecimal digits, random: the same twice is one message.
        var id: String
        var text: String
    }
    struct MessageAnswer: Encodable {
        /// The message as it is kept.
        var line: ChatLine?
        /// Said where there is no line to show.
        var notice: String?
    }
    private struct Problem: Encodable {
        var problem: String
    }

    init(server: Server) {
        chats = Dictionary(server.chats.map { ($0.settings.name, $0) }, uniquingKeysWith: { first, _ in first })
        address = server.configuration.address
        proxyHeader = server.configuration.proxyHeader.flatMap { HTTPField.Name($0) }
    }

    func add(to router: Router<ConsoleContext>) {
        router.get("/chat.js") { request, _ in loader(request) }
        let pages = router.group("/chat/:account").add(middleware: SameOrigin(address: address))
        pages.get("") { request, context in try page(request, context) }
        pages.get("frame") { request, context in try frame(request, context) }
        pages.get("stream") { request, context in try stream(request, context) }
        pages.post("") { request, context in try begin(request, context) }
        pages.post("messages") { request, context in try await post(request, context) }
        pages.post("end") { request, context in
            let chat = try chat(context)
            if let visit = try visit(chat, request) { try await chat.end(visit) }
            var response = PageResponse.redirect(to: "/chat/\(chat.settings.name)/ended")
            response.headers[.setCookie] = cookie(chat).clearing
            return response
        }
        pages.get("ended") { _, context in PageResponse.page(ChatEndedPage.html(try chat(context).settings)) }
    }

    // MARK: pages

    /// The page by itself. Whoever comes here wants to chat: the visit begins, so that even a browser without scripts can send a form twice.
    private func page(_ request: Request, _ context: ConsoleContext) throws -> Response {
        let chat = try chat(context)
        if let visit = try visit(chat, request) { return try show(chat, visit) }
        switch chat.begin(from: asker(request, context)) {
        case .wait(let seconds):
            throw HTTPError(.tooManyRequests, headers: [.retryAfter: String(seconds)], message: "Try again in \(seconds) seconds.")
        case .done(let (visit, token)):
            var response = try show(chat, visit)
            response.headers[.setCookie] = cookie(chat).setting(token, lifetime: chat.visits.seconds)
            return response
        }
    }

    private func show(_ chat: WebChat, _ visit: ChatVisit, problem: String? = nil, typed: String = "", status: HTTPResponse.Status = .ok)
        throws
        -> Response
    {
        PageResponse.page(
            ChatPage(
                chat: chat.settings, lines: try chat.lines(of: visit), hasVisit: true, isFramed: false, id: RandomIDs.event().description,
                problem: problem, typed: typed
            ).html, status: status)
    }

    /// The page in a frame. Somebody may only be passing by: nothing begins before they write.
    private func frame(_ request: Request, _ context: ConsoleContext) throws -> Response {
        let chat = try chat(context)
        let visit = try visit(chat, request)
        var response = PageResponse.page(
            ChatPage(
                chat: chat.settings, lines: try visit.map { try chat.lines(of: $0) } ?? [], hasVisit: visit != nil, isFramed: true,
                id: RandomIDs.event().description
            ).html)
        let ancestors = (["'self'"] + chat.settings.origins).joined(separator: " ")
        response.headers[.contentSecurityPolicy] = PageResponse.policy.replacing(
            "frame-ancestors 'none'", with: "frame-ancestors \(ancestors)")
        // A host page that isolates itself asks for this of everything that it shows; who may show it says the line above.
        response.headers[PageResponse.resourcePolicy] = "cross-origin"
        return response
    }

    private func loader(_ request: Request) -> Response {
        guard let file = Assets.byPath[Assets.path("chat-loader.js")] else { return Response(status: .notFound) }
        let tag = "\"\(file.path.split(separator: "/").dropFirst().first ?? "")\""
        let headers: HTTPFields = [
            .contentType: file.type, .cacheControl: "public, max-age=3600", .eTag: tag, PageResponse.contentTypeOptions: "nosniff",
            PageResponse.resourcePolicy: "cross-origin",
        ]
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }

    // MARK: what the page asks for

    private func begin(_ request: Request, _ context: ConsoleContext) throws -> Response {
        let chat = try chat(context)
        // The answer to the first time may have been lost: a visit that is known goes on.
        if try visit(chat, request) != nil { return try json(["began": true]) }
        switch chat.begin(from: asker(request, context)) {
        case .wait(let seconds): return try refuse(.tooManyRequests, "Try again in \(seconds) seconds.", seconds)
        case .done(let (_, token)):
            var response = try json(["began": true])
            response.headers[.setCookie] = cookie(chat).setting(token, lifetime: chat.visits.seconds)
            return response
        }
    }

    private func post(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let chat = try chat(context)
        let isForm = request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true
        guard isForm || request.headers[.contentType]?.hasPrefix("application/json") == true else {
            return try refuse(.unsupportedMediaType, "A message is a form, or JSON.")
        }
        guard let visit = try visit(chat, request) else {
            if isForm { return PageResponse.page(ChatEndedPage.html(chat.settings), status: .unauthorized) }
            return try refuse(.unauthorized, "This chat is over. Begin a new one.")
        }
        let body = isForm ? try await form(request) : try await decoded(request)
        // Browsers send line ends in forms as two characters (HTML, form submission).
        let text = body.text.replacing("\r\n", with: "\n")
        func no(_ status: HTTPResponse.Status, _ problem: String, _ seconds: Int? = nil) throws -> Response {
            guard isForm else { return try refuse(status, problem, seconds) }
            return try show(chat, visit, problem: problem, typed: text, status: status)
        }
        guard let id = EventID(body.id) else { return try no(.badRequest, "The message's id must be 32 hexadecimal digits.") }
        guard text.contains(where: { !$0.isWhitespace }) else { return try no(.badRequest, "There is nothing in this message.") }
        guard text.utf8.count <= ChatLimits.messageBytes else {
            return try no(.contentTooLarge, "That is too long for one message. Please send it in two.")
        }
        switch try await chat.post(text, id: id, of: visit, from: asker(request, context)) {
        case .wait(let seconds):
            return try no(.tooManyRequests, "That was a lot at once. Send it again in \(seconds) seconds.", seconds)
        case .done(let line):
            // Loaded by GET: a page that is loaded again sends nothing.
            if isForm { return PageResponse.redirect(to: "/chat/\(chat.settings.name)") }
            return try json(MessageAnswer(line: line, notice: line == nil ? "We have your message. Somebody will look at it." : nil))
        }
    }

    private func form(_ request: Request) async throws -> MessageBody {
        // Each byte may come as three.
        let form = try await Form(request, upTo: 3 * ChatLimits.messageBytes + 1_024)
        return MessageBody(id: form["id"] ?? "", text: form["text"] ?? "")
    }

    private func decoded(_ request: Request) async throws -> MessageBody {
        // Each byte may come as six.
        let buffer = try await request.body.collect(upTo: 6 * ChatLimits.messageBytes + 1_024)
        do { return try JSONDecoder().decode(MessageBody.self, from: Data(buffer.readableBytesView)) } catch {
            throw HTTPError(.badRequest, message: "The body is not the JSON that this address takes.")
        }
    }

    /// Server-sent events (HTML, 9.2): `id` is the mark to go on from, which browsers send back as `Last-Event-ID`.
    private func stream(_ request: Request, _ context: ConsoleContext) throws -> Response {
        let chat = try chat(context)
        guard let visit = try visit(chat, request) else { return try refuse(.unauthorized, "This chat is over. Begin a new one.") }
        let mark = request.headers[Self.lastEventID] ?? request.uri.queryParameters["after"].map { String($0) }
        switch chat.stream(of: visit, from: asker(request, context), after: mark) {
        case .wait(let seconds): return try refuse(.tooManyRequests, "Too many pages are open. Close one.", seconds)
        case .done(let stream):
            var headers = PageResponse.headers("text/event-stream")
            headers[Self.buffering] = "no"
            return Response(
                status: .ok, headers: headers,
                body: ResponseBody { writer in
                    var isFirst = true
                    try await stream.follow { lines in
                        // A comment is a sign of life; the first one tells the browser how soon to come back.
                        var text = lines.isEmpty ? isFirst ? "retry: 2000\n\n" : ": \n\n" : ""
                        isFirst = false
                        for line in lines {
                            text += "id: \(line.mark)\nevent: line\ndata: \(String(decoding: try Self.encoded(line), as: UTF8.self))\n\n"
                        }
                        try await writer.write(ByteBuffer(string: text))
                    }
                    try await writer.finish(nil)
                })
        }
    }

    // MARK: who asks

    private func chat(_ context: ConsoleContext) throws -> WebChat {
        guard let chat = chats[try context.parameters.require("account")] else {
            throw HTTPError(.notFound, message: "There is no such chat.")
        }
        return chat
    }

    private func cookie(_ chat: WebChat) -> ChatCookie { ChatCookie(chat: chat.settings.name, address: address) }

    private func visit(_ chat: WebChat, _ request: Request) throws -> ChatVisit? {
        for token in cookie(chat).tokens(of: request).prefix(4) {
            if let visit = try chat.visit(token: token) { return visit }
        }
        return nil
    }

    /// For counting only, and nowhere kept: an IPv4 address, or the network of an IPv6 one, which is one household's.
    private func asker(_ request: Request, _ context: ConsoleContext) -> String {
        let said = proxyHeader.flatMap { request.headers[values: $0].last }?.split(separator: ",").last.map {
            String($0.filter { $0 != " " })
        }
        let address = (said ?? context.peer).prefix(64)
        return address.contains(":") && !address.contains(".")
            ? address.split(separator: ":", maxSplits: 4, omittingEmptySubsequences: false).prefix(4).joined(separator: ":")
            : String(address)
    }

    // Header names.
    private static let lastEventID = HTTPField.Name("Last-Event-ID")!
    private static let buffering = HTTPField.Name("X-Accel-Buffering")!

    // MARK: answers

    private static func encoded(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    private func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status, headers: PageResponse.headers("application/json"),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try Self.encoded(value))))
    }

    private func refuse(_ status: HTTPResponse.Status, _ problem: String, _ seconds: Int? = nil) throws -> Response {
        var response = try json(Problem(problem: problem), status: status)
        if let seconds { response.headers[.retryAfter] = String(seconds) }
        return response
    }
}
