import Broker
import HTTPTypes
import Hummingbird

/// Held replies: another person, in a role that policy names, lets them go or stops them.
struct ApprovalRoutes: Sendable {
    let server: Server
    /// More than these at once nobody decides; the oldest come first.
    private static let limit = 20

    private var desk: DeskRoutes { DeskRoutes(server: server) }

    func add(to pages: RouterGroup<ConsoleContext>) {
        pages.get("/approvals") { request, context in
            let visit = try context.visit(who: .approve)
            guard !DeskRoutes.isPrefetch(request) else { return Response(status: .noContent, headers: PageResponse.headers(nil)) }
            let view = try await desk.view(visit)
            var waiting: [Waiting] = []
            for (send, id, held) in try server.store.heldSends(limit: 200) where waiting.count < Self.limit {
                // What another role decides is not shown: seeing it is an entry.
                guard let author = try server.desk.author(of: send, in: id), server.mayDecide(held, visit.member) || server.isNobodys(held),
                    let open = try await server.open(id, by: visit.member.id, purpose: "approval"),
                    let message = open.flow.message(send)
                else { continue }
                let hindrance =
                    author == visit.member.id
                    ? "This is your own. Somebody else must decide it."
                    : server.mayDecide(held, visit.member)
                        ? nil
                        : "Nobody here holds the role that policy names. Whoever runs the server names somebody under approvers in server.json."
                waiting.append(Waiting(send: send, conversation: open, held: held, message: message, hindrance: hindrance))
            }
            let said = request.uri.queryParameters["said"].map { word -> HTML in
                "<p class=\"said\" role=\"status\">\(word == "approved" ? "Approved. It goes out as soon as it is sealed, or when the others have agreed." as HTML : "Stopped. Its author sees why." as HTML)</p>"
            }
            return desk.page(visit, ApprovalsPage.html(waiting, said: said ?? HTML.none, view), title: "Approvals", place: .approvals)
        }
        pages.post("/approvals/:id/:send/approve") { request, context in
            let member = try context.visit(who: .approve).member
            let content = try APIRoutes.content(try await Form(request)["content"])
            _ = try await server.handoffs.approve(
                try send(context), in: try DeskRoutes.conversation(context), by: member, roles: server.approverRoles(of: member),
                content: content)
            return PageResponse.redirect(to: "/approvals?said=approved")
        }
        pages.post("/approvals/:id/:send/reject") { request, context in
            let member = try context.visit(who: .approve).member
            let reason = try await Form(request)["reason"] ?? ""
            guard reason.contains(where: { !$0.isWhitespace }) else {
                throw HTTPError(.badRequest, message: "Say why, so that its author can write it better. Go back and fill it in.")
            }
            _ = try await server.desk.reject(try send(context), in: try DeskRoutes.conversation(context), reason: reason, by: member.id)
            return PageResponse.redirect(to: "/approvals?said=stopped")
        }
    }

    private func send(_ context: ConsoleContext) throws -> EventID {
        guard let send = EventID(try context.parameters.require("send")) else {
            throw HTTPError(.notFound, message: "There is no such reply. Load the approvals again.")
        }
        return send
    }
}

extension Server {
    /// The roles in which somebody decides: their own, and those that the firm gave them for approvals.
    func approverRoles(of member: Member) -> Set<String> {
        let given = (configuration.approvers ?? [:]).filter { $0.value.contains(member.login) }.map(\.key)
        return Set(member.roles.map(\.rawValue)).union(given)
    }

    /// Whether policy wants somebody of the member's roles; where it could not be asked, nobody is named and all who approve may look.
    func mayDecide(_ held: Held, _ member: Member) -> Bool {
        held.approvers.isEmpty || !approverRoles(of: member).isDisjoint(with: held.approvers)
    }

    /// Whether a role that must agree is nobody's: then nothing would ever become of it.
    func isNobodys(_ held: Held) -> Bool {
        !configuration.rolesOfNobody(among: held.approvers).isEmpty
    }
}

extension Flow {
    /// A message by its name.
    func message(_ id: EventID) -> Message? {
        items.lazy.compactMap { if case .message(let message) = $0, message.id == id { message } else { nil } }.first
    }
}
