import Broker
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

/// The record by API, for commands and tools: holds, erasures.
struct RecordAPI: Sendable {
    let server: Broker.Server

    struct HoldBody: Decodable {
        var on: String
        var which: String
        var reason: String
    }
    struct ErasureBody: Decodable {
        var customer: String
        var basis: String
    }
    struct ReasonBody: Decodable { var reason: String }
    struct RedactionBody: Decodable {
        var reason: String
        /// Unicode scalars of the text as it is shown, as `120-180`; nothing takes all of it.
        var span: String?
    }
    struct AccessBody: Decodable {
        var customer: String
        var purpose: String
    }
    struct Done: Encodable {
        /// The entries that recorded it.
        var entries: [UInt64]
        /// The event that names it from now on.
        var event: String?
    }

    func add(to router: Router<ConsoleContext>) {
        let api = router.group("/api/records").add(middleware: StorageAnswers(tellsWhy: true))
            .add(middleware: SameOrigin(address: server.configuration.address)).add(middleware: SessionAuthentication(server: server))
            .add(middleware: SomebodyOnly())
        api.get("holds") { _, context in
            _ = try context.member(who: .readLedger)
            return try await json(server.holdLines())
        }
        api.post("holds") { request, context in
            let member = try context.member(who: .keepRecords)
            let body: HoldBody = try await read(request)
            guard let subject = HoldSubject(kind: body.on, which: body.which) else {
                throw HTTPError(.badRequest, message: HoldSubject.howToAsk)
            }
            let receipt = try await server.records.place(on: subject, reason: try Self.said(body.reason), by: member.id)
            return try json(Done(entries: [receipt.index], event: try server.store.entry(at: receipt.index)?.leaf.eventID.description))
        }
        api.post("holds/:id/lift") { request, context in
            let member = try context.member(who: .keepRecords)
            let body: ReasonBody = try await read(request)
            let receipts = try await server.records.lift(try event(context), reason: try Self.said(body.reason), by: member.id)
            return try json(Done(entries: receipts.map(\.index)))
        }
        addRetention(to: api)
        addWords(to: api)
        api.get("erasures") { _, context in
            _ = try context.member(who: .readLedger)
            return try await json(server.erasureLines())
        }
        api.post("erasures") { request, context in
            let member = try context.member(who: .keepRecords)
            let body: ErasureBody = try await read(request)
            guard case .customer(let id)? = HoldSubject(kind: "customer", which: body.customer) else {
                throw HTTPError(.badRequest, message: HoldSubject.howToAsk)
            }
            let receipts = try await server.records.askErasure(of: id, basis: try Self.said(body.basis), by: member.id)
            let first = try receipts.first.flatMap { try server.store.entry(at: $0.index)?.leaf.eventID }
            return try json(Done(entries: receipts.map(\.index), event: first?.description))
        }
        api.post("erasures/:id/confirm") { _, context in
            let member = try context.member(who: .confirmErasure)
            return try json(Done(entries: try await server.records.confirm(try event(context), by: member.id).map(\.index)))
        }
        api.post("erasures/:id/decline") { request, context in
            let member = try context.member(who: .confirmErasure)
            let body: ReasonBody = try await read(request)
            let receipts = try await server.records.decline(try event(context), reason: try Self.said(body.reason), by: member.id)
            return try json(Done(entries: receipts.map(\.index)))
        }
    }

    private func addRetention(to api: RouterGroup<ConsoleContext>) {
        api.get("due") { _, context in
            _ = try context.member(who: .readLedger)
            return try json(try await server.records.due())
        }
        api.post("sweep") { _, context in
            let member = try context.member(who: .keepRecords)
            return try json(try await server.records.sweep(by: member.id))
        }
    }

    private func addWords(to api: RouterGroup<ConsoleContext>) {
        api.post("messages/:id/redact") { request, context in
            let member = try context.member(who: .keepRecords)
            let body: RedactionBody = try await read(request)
            let span = try body.span.map(Self.span)
            let receipt = try await server.records.redact(
                try event(context), span: span, reason: try Self.said(body.reason), by: member.id)
            return try json(Done(entries: [receipt.index]))
        }
        api.post("exports") { request, context in
            let member = try context.member(who: .export)
            let body: AccessBody = try await read(request)
            guard case .customer(let id)? = HoldSubject(kind: "customer", which: body.customer) else {
                throw HTTPError(.badRequest, message: HoldSubject.howToAsk)
            }
            return try await Self.archive(of: id, for: try Self.said(body.purpose), by: member, server)
        }
    }

    /// Everything held on a customer, as one archive; that it left is an entry.
    static func archive(of customer: PartyID, for purpose: String, by member: Member, _ server: Broker.Server) async throws -> Response {
        let words = server.terms.now.wordNames
        let archive = try await server.records.access(
            of: customer, purpose: purpose, by: member.id, names: try await server.staffNames(),
            page: { AccessPage($0, brand: server.configuration.brand, names: words).bytes })
        var headers = PageResponse.headers("application/x-tar")
        headers[.contentDisposition] = "attachment; filename=\"\(archive.name)\""
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: archive.bytes)))
    }

    static func span(_ text: String) throws -> Range<Int> {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { $0.utf8.count <= 9 ? Int($0) : nil }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first < last else {
            throw HTTPError(
                .badRequest, message: "A span is FROM-TO in characters of the text as it is shown, such as 12-31; the end is not in it.")
        }
        return first..<last
    }

    /// A reason as somebody gave it: it stands in the ledger for good.
    static func said(_ words: String) throws -> String {
        guard (3...RecordKeeping.longestReason).contains(words.count), words.contains(where: { !$0.isWhitespace }) else {
            throw HTTPError(
                .badRequest, message: "Say why, in 3 to \(RecordKeeping.longestReason) characters: that stands in the ledger.")
        }
        return words
    }

    func event(_ context: ConsoleContext) throws -> EventID {
        guard let id = EventID(try context.parameters.require("id")) else {
            throw HTTPError(.badRequest, message: "An id has 32 hexadecimal digits.")
        }
        return id
    }

    func read<Body: Decodable>(_ request: Request) async throws -> Body {
        let buffer = try await request.body.collect(upTo: 256 << 10)
        do { return try JSONDecoder().decode(Body.self, from: Data(buffer.readableBytesView)) } catch {
            throw HTTPError(.badRequest, message: "The body is not the JSON that this address takes.")
        }
    }

    func json(_ value: some Encodable) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
    }
}
