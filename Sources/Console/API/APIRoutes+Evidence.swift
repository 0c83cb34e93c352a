import Broker
import HTTPTypes
import Hummingbird
import NIOCore

/// Evidence that leaves the house.
extension APIRoutes {
    struct EvidenceBody: Decodable {
        var purpose: String
        /// What kind of thing it is about, and which; not where the address says so.
        var about: String?
        var which: String?
    }
    func addEvidence(_ api: RouterGroup<ConsoleContext>) {
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
    }

    /// Everything that is known of something leaves the house: entries say who took it, and why.
    private func evidence(about subject: EvidenceSubject, for purpose: String, _ context: ConsoleContext) async throws -> Response {
        let member = try context.member(who: .export)
        guard purpose.contains(where: { !$0.isWhitespace }) else {
            throw HTTPError(.badRequest, message: "Say in purpose why it leaves the house.")
        }
        let file = try await server.evidence.file(
            about: subject, by: member.id, purpose: purpose,
            pages: EvidencePage.pages(
                brand: server.configuration.brand, names: server.terms.now.wordNames, staff: try await server.staffNames()))
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/x-tar", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(file.name)\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }
}
