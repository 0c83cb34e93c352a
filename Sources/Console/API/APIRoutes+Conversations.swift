import Broker
import HTTPTypes
import Hummingbird

/// Reading conversations, and what is said of one as a whole.
extension APIRoutes {
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

    struct ResolveBody: Decodable {
        var code: String
        var sentiment: String
        /// Closes what nobody answered; the turn runs on.
        var unanswered: Bool?
    }
    func addConversations(_ api: RouterGroup<ConsoleContext>) {
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
        api.get("conversations/:id/files/:message/:place") { _, context in
            let member = try context.member(who: .readConversations)
            return try await FileResponse.of(server, try conversation(context), context, by: member)
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
    }

    private static func isWord(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { $0 == UInt8(ascii: "_") || isAlphanumeric($0) }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }
}
