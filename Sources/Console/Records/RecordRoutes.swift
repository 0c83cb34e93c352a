import Broker
import HTTPTypes
import Hummingbird

/// The page of what is held, asked for and due.
struct RecordRoutes: Sendable {
    let server: Broker.Server

    func add(to pages: RouterGroup<ConsoleContext>) {
        pages.get("/compliance/records") { _, context in try await show(try context.visit(who: .readLedger)) }
        pages.get("/compliance/records/due") { _, context in
            let visit = try context.visit(who: .readLedger)
            return try await show(visit, due: try await server.records.due())
        }
        pages.post("/compliance/records/holds") { request, context in
            let visit = try context.visit(who: .keepRecords)
            let form = try await Form(request)
            return try await answer(visit, "The hold stands.") {
                guard let subject = HoldSubject(kind: form["on"] ?? "", which: form["which"] ?? "") else {
                    throw HTTPError(.badRequest, message: HoldSubject.howToAsk)
                }
                _ = try await server.records.place(on: subject, reason: try RecordAPI.said(form["reason"] ?? ""), by: visit.member.id)
            }
        }
        pages.post("/compliance/records/holds/:id/lift") { request, context in
            let visit = try context.visit(who: .keepRecords)
            let (form, id) = (try await Form(request), try event(context))
            return try await answer(visit, "The hold is lifted.") {
                _ = try await server.records.lift(id, reason: try RecordAPI.said(form["reason"] ?? ""), by: visit.member.id)
            }
        }
        pages.post("/compliance/records/sweep") { _, context in
            let visit = try context.visit(who: .keepRecords)
            let done = try await server.records.sweep(by: visit.member.id)
            let gone = done.count { $0.outcome == .destroyed }
            return try await show(
                visit, due: done.filter { $0.outcome != .destroyed },
                done: "\(gone) conversations were past their time and are destroyed, each under an entry of its own.")
        }
        pages.post("/compliance/records/redactions") { request, context in
            let visit = try context.visit(who: .keepRecords)
            let form = try await Form(request)
            return try await answer(visit, "Taken out, and in no file any more.") {
                guard let id = EventID((form["message"] ?? "").lowercased().filter { !$0.isWhitespace }) else {
                    throw HTTPError(.badRequest, message: "Name the message by its event: 32 hexadecimal digits, as its entry shows them.")
                }
                let span = form["span"].flatMap { $0.isEmpty ? nil : $0 }
                _ = try await server.records.redact(
                    id, span: try span.map(RecordAPI.span), reason: try RecordAPI.said(form["reason"] ?? ""), by: visit.member.id)
            }
        }
        pages.post("/compliance/records/exports") { request, context in
            let visit = try context.visit(who: .export)
            let form = try await Form(request)
            do {
                guard case .customer(let id)? = HoldSubject(kind: "customer", which: form["which"] ?? "") else {
                    throw HTTPError(.badRequest, message: HoldSubject.howToAsk)
                }
                return try await RecordAPI.archive(of: id, for: try RecordAPI.said(form["purpose"] ?? ""), by: visit.member, server)
            } catch StorageError.refused(let refusal) {
                return try await show(visit, problem: refusal.message)
            } catch let error as HTTPError where error.status == .badRequest {
                return try await show(visit, problem: error.body ?? "Fill in the form again.")
            }
        }
        pages.post("/compliance/records/erasures") { request, context in
            let visit = try context.visit(who: .keepRecords)
            let form = try await Form(request)
            return try await answer(visit, "Asked. Somebody else has to confirm it before anything is destroyed.") {
                guard case .customer(let id)? = HoldSubject(kind: "customer", which: form["which"] ?? "") else {
                    throw HTTPError(.badRequest, message: HoldSubject.howToAsk)
                }
                _ = try await server.records.askErasure(of: id, basis: try RecordAPI.said(form["basis"] ?? ""), by: visit.member.id)
            }
        }
        pages.post("/compliance/records/erasures/:id/confirm") { _, context in
            let visit = try context.visit(who: .confirmErasure)
            let id = try event(context)
            return try await answer(visit, "Destroyed. What was known is in no file any more; the entry says who wanted it, and why.") {
                _ = try await server.records.confirm(id, by: visit.member.id)
            }
        }
        pages.post("/compliance/records/erasures/:id/decline") { request, context in
            let visit = try context.visit(who: .confirmErasure)
            let (form, id) = (try await Form(request), try event(context))
            return try await answer(visit, "Declined. Nothing was destroyed.") {
                _ = try await server.records.decline(id, reason: try RecordAPI.said(form["reason"] ?? ""), by: visit.member.id)
            }
        }
    }

    private func event(_ context: ConsoleContext) throws -> EventID {
        guard let id = EventID(try context.parameters.require("id")) else { throw HTTPError(.notFound, message: "There is nothing here.") }
        return id
    }

    /// Does it, and shows the page with what came of it.
    private func answer(_ visit: Visit, _ done: String, _ act: () async throws -> Void) async throws -> Response {
        do {
            try await act()
            return try await show(visit, done: done)
        } catch StorageError.refused(let refusal) {
            return try await show(visit, problem: refusal.message)
        } catch let error as HTTPError where error.status == .badRequest {
            return try await show(visit, problem: error.body ?? "Fill in the form again.")
        }
    }

    private func show(_ visit: Visit, due: [DueRecord]? = nil, done: String? = nil, problem: String? = nil) async throws -> Response {
        let page = RecordPage(
            holds: try await server.holdLines(), erasures: try await server.erasureLines(),
            due: due, classes: server.terms.now.retention.rules, moment: Moment(server), done: done,
            problem: problem)
        return PageResponse.page(page.html(visit), status: problem == nil ? .ok : .unprocessableContent)
    }
}
