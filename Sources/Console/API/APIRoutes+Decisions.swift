import Broker
import HTTPTypes
import Hummingbird

/// What people decide of an answer that was not sent, or of which nobody knows.
extension APIRoutes {
    struct ApprovalBody: Decodable {
        var send: String
        /// What the approver read, as the conversation's line names it; refused where something else is held.
        var content: String?
        var reason: String?
    }
    struct SettleBody: Decodable {
        var send: String
        var wasSent: Bool

        private enum CodingKeys: String, CodingKey {
            case send
            case wasSent = "was_sent"
        }
    }
    func addDecisions(_ api: RouterGroup<ConsoleContext>) {
        api.post("conversations/:id/approve") { request, context in
            let body: ApprovalBody = try await read(request)
            let (id, staff) = (try conversation(context), try context.member(who: .approve))
            let send = try send(body.send)
            let receipt = try await server.handoffs.approve(
                send, in: id, by: staff, roles: server.approverRoles(of: staff), content: try Self.content(body.content))
            return try json(["index": receipt.index])
        }
        api.post("conversations/:id/reject") { request, context in
            let body: ApprovalBody = try await read(request)
            let (id, staff) = (try conversation(context), try context.member(who: .approve))
            let send = try send(body.send)
            let receipt = try await server.desk.reject(send, in: id, reason: body.reason ?? "", by: staff.id)
            return try json(["index": receipt.index])
        }
        api.post("conversations/:id/withdraw") { request, context in
            // What waits for somebody's yes, or for its time, does not go out any more: its author thinks better of it.
            let body: ApprovalBody = try await read(request)
            let (id, staff) = (try conversation(context), try acting(context))
            let send = try send(body.send)
            return try json(["index": try await server.desk.withdraw(send, in: id, by: staff).index])
        }
        api.post("conversations/:id/settle") { request, context in
            // A person looked and takes it upon them: it is there, or it goes again.
            let body: SettleBody = try await read(request)
            let (id, staff) = (try conversation(context), try acting(context))
            let send = try send(body.send)
            let outcome = body.wasSent ? SendReport.Outcome.found(providerKey: nil, threadKey: nil, providerID: nil) : .absent
            return try await order(.record(SendReport(conversation: id, send: send, outcome: outcome)), by: staff)
        }
    }

    /// What an approval is for; nil where nothing is said.
    static func content(_ text: String?) throws -> Hash? {
        guard let text else { return nil }
        guard let content = Hash(hexadecimal: text) else {
            throw HTTPError(.badRequest, message: "What is approved is named by the 64 hexadecimal digits that its line shows as content.")
        }
        return content
    }

    private func send(_ text: String) throws -> EventID {
        guard let send = EventID(text) else { throw HTTPError(.badRequest, message: "The send must be 32 hexadecimal digits.") }
        return send
    }
}
