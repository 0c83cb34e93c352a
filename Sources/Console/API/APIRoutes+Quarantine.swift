import Broker
import HTTPTypes
import Hummingbird

/// Messages of senders that nobody has proved.
extension APIRoutes {
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
    func addQuarantine(_ api: RouterGroup<ConsoleContext>) {
        api.get("quarantine") { _, context in
            _ = try context.member(who: .quarantine)
            return try json(
                server.store.waitingMessages(limit: 200).map { row in
                    Waiting(
                        message: row.message.description, why: row.why, at: row.at.description, channel: row.channel?.word,
                        published: row.published.map(\.description), conversation: row.conversation?.description)
                })
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
    }
}
