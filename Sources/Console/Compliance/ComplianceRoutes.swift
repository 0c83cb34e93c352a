import Broker
import HTTPTypes
import Hummingbird
import NIOCore

/// What a compliance officer proves and looks up: the ledger's head, decisions, packs in words, quarantine, evidence.
struct ComplianceRoutes: Sendable {
    let server: Server
    static let pageLength = 100

    func add(to pages: RouterGroup<ConsoleContext>) {
        pages.get("/compliance") { request, context in
            let visit = try context.visit(who: .readLedger)
            // A conversation's page may lead here with its id.
            return try await show(visit, conversation: request.uri.queryParameters["conversation"].flatMap { ConversationID(String($0)) })
        }
        pages.get("/compliance/decisions") { request, context in
            let visit = try context.visit(who: .readLedger)
            let asked = DecisionFilter(request)
            let rows = try server.store.fired(asked.filter, limit: Self.pageLength)
            let page = DecisionsPage(
                asked: asked, rows: rows, counts: try server.store.firedCounts(day: asked.filter.day), packs: packs, names: names,
                moment: Moment(server))
            return PageResponse.page(page.html(visit))
        }
        pages.get("/compliance/entries/:index") { _, context in
            let visit = try context.visit(who: .readLedger)
            guard let index = UInt64(try context.parameters.require("index")), let entry = try server.store.entry(at: index) else {
                throw HTTPError(.notFound, message: "The ledger has no such entry. It has \(server.store.status.accepted), from 0 on.")
            }
            let page = EntryPage(entry: entry, status: server.store.status, packs: packs, names: names, moment: Moment(server))
            return PageResponse.page(page.html(visit))
        }
        pages.get("/compliance/packs") { _, context in
            let visit = try context.visit(who: .readLedger)
            return PageResponse.page(PacksPage(packs: packs, names: names, termsIndex: server.terms.now.index).html(visit))
        }
        pages.get("/compliance/quarantine") { _, context in
            let visit = try context.visit(who: .quarantine)
            let page = QuarantinePage(
                messages: try server.store.quarantinedMessages(limit: Self.pageLength),
                items: try server.store.quarantineItems(limit: Self.pageLength), moment: Moment(server))
            return PageResponse.page(page.html(visit))
        }
        pages.post("/compliance/quarantine/rescan") { request, context in
            _ = try context.visit(who: .quarantine)
            _ = try await Form(request)
            _ = try await server.store.readQuarantineAgain()
            return PageResponse.redirect(to: "/compliance/quarantine")
        }
        pages.post("/compliance/evidence") { request, context in
            let visit = try context.visit(who: .export)
            let form = try await Form(request)
            guard let subject = EvidenceSubject(kind: form["about"] ?? "", which: form["which"] ?? "") else {
                return try await show(visit, problem: EvidenceSubject.howToAsk)
            }
            let purpose = form["purpose"] ?? ""
            guard (3...200).contains(purpose.count), purpose.contains(where: { !$0.isWhitespace }) else {
                return try await show(visit, problem: "Say in a few words what it is for: that stands in the ledger.")
            }
            do {
                let file = try await server.evidence.file(
                    about: subject, by: visit.member.id, purpose: purpose,
                    pages: EvidencePage.pages(
                        brand: server.configuration.brand, names: names, staff: try await server.staffNames()))
                var headers = PageResponse.headers("application/x-tar")
                headers[.contentDisposition] = "attachment; filename=\"\(file.name)\""
                return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
            } catch StorageError.refused(let refusal) {
                return try await show(visit, problem: refusal.message)
            }
        }
    }

    private var packs: [Pack] { server.terms.now.packs.packs }
    private var names: [String: String] { server.terms.now.wordNames }

    private func show(_ visit: Visit, conversation: ConversationID? = nil, problem: String? = nil) async throws -> Response {
        let page = CompliancePage(
            origin: server.configuration.origin, key: try server.home.logKey().line,
            checkpoints: try server.store.checkpoints(limit: 10), counts: try server.store.firedCounts(day: nil),
            quarantined: try server.store.quarantined().reduce(0) { $0 + $1.count }, moment: Moment(server),
            witnessing: await server.status.witnessing,
            timeStamping: await server.status.timeStamping,
            conversation: conversation, problem: problem)
        return PageResponse.page(page.html(visit), status: problem == nil ? .ok : .unprocessableContent)
    }
}
