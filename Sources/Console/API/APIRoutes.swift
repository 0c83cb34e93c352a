import Broker
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

/// The API that people's tools and pages use; every request is somebody's, by a bearer token.
struct APIRoutes: Sendable {
    let server: Server

    func add(to router: Router<ConsoleContext>) {
        let api = router.group("/api").add(middleware: StorageAnswers(tellsWhy: true))
            .add(middleware: SameOrigin(address: server.configuration.address)).add(middleware: SessionAuthentication(server: server))
            .add(middleware: SomebodyOnly())
        api.get("status") { _, _ in try await json(server.status) }
        api.get("measures") { _, _ in try await json(server.measures) }
        addConversations(api)
        addReplies(api)
        addDecisions(api)
        addQuarantine(api)
        addEvidence(api)
        api.post("policies/reload") { _, context in
            _ = try context.member(who: .changePolicies)
            if let problem = try await server.reloadPolicies() {
                throw HTTPError(.unprocessableContent, message: problem)
            }
            return try await json(server.status)
        }
    }

    func order(_ order: Order, by staff: StaffID) async throws -> Response {
        let receipt = try await server.desk.order(order, by: staff)
        return try json(["index": receipt.index])
    }

    func conversation(_ context: ConsoleContext) throws -> ConversationID {
        guard let id = ConversationID(try context.parameters.require("id")) else {
            throw HTTPError(.badRequest, message: "A conversation's id has 32 hexadecimal digits.")
        }
        return id
    }

    /// Who acts; an auditor only looks.
    func acting(_ context: ConsoleContext) throws -> StaffID { try context.member(who: .act).id }

    func read<Body: Decodable>(_ request: Request, upTo limit: Int = 256 << 10) async throws -> Body {
        let buffer = try await request.body.collect(upTo: limit)
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
