import Broker
import HTTPTypes
import Hummingbird
import NIOCore

/// The ledger for monitors and auditors: checkpoint, hash tiles and entry bundles under `/log` (C2SP tlog-tiles).
///
/// A tile never changes and may be kept for ever; the checkpoint only for a moment. Who may see checkpoint and hash tiles is the firm's choice;
/// entries are for the auditor alone.
struct LogRoutes: Sendable {
    let server: Server

    private var isOpen: Bool { server.configuration.openLog ?? false }

    func add(to router: Router<ConsoleContext>) {
        let log = router.group("/log").add(middleware: StorageAnswers(tellsWhy: true)).add(
            middleware: SessionAuthentication(server: server))
        log.get("checkpoint") { _, context in
            try check(.readLedger, context)
            guard let note = try server.store.publishedCheckpoint() else {
                throw HTTPError(.notFound, message: "Nothing is sealed yet.")
            }
            return answer(note.encode(), "text/plain; charset=utf-8", keeping: "\(isOpen ? "public" : "private"), max-age=2")
        }
        log.get("tile/**") { _, context in
            let name = "tile/" + context.parameters.getCatchAll().joined(separator: "/")
            guard let path = TilePath(parsing: name) else { throw HTTPError(.notFound, message: "That is no tile's name.") }
            let isOpen: Bool
            var reader: Member?
            switch path.content {
            case .entries:
                reader = try context.member(who: .readEntries)
                isOpen = false
            case .hashes:
                try check(.readLedger, context)
                isOpen = self.isOpen
            }
            guard let bytes = try server.store.logFile(path) else {
                throw HTTPError(.notFound, headers: [.cacheControl: "no-store"], message: "The log is not that long.")
            }
            // Law 8: it is an entry before it leaves.
            if let reader { try await server.noteReading(of: path.index * UInt64(TilePath.fullWidth), bytes, by: reader.id) }
            return answer(
                bytes, "application/octet-stream", keeping: "\(isOpen ? "public" : "private"), max-age=31536000, immutable")
        }
        log.get("proof/:index") { _, context in
            // Not of C2SP: one entry's proof, made where the tiles are.
            let reader = try context.member(who: .readEntries)
            guard let index = UInt64(try context.parameters.require("index")) else {
                throw HTTPError(.badRequest, message: "An entry's index is a number from 0 on.")
            }
            guard let proof = try server.store.proof(of: index)?.proof else {
                throw HTTPError(.notFound, headers: [.cacheControl: "no-store"], message: "No checkpoint covers that entry yet.")
            }
            let bytes = proof.encode()
            try await server.noteReading(of: index, bytes, by: reader.id)
            return answer(bytes, "text/plain; charset=utf-8", keeping: "private, no-cache")
        }
    }

    /// Lets everybody through where the log is open.
    private func check(_ permission: Permission, _ context: ConsoleContext) throws {
        if !isOpen { _ = try context.member(who: permission) }
    }

    private func answer(_ bytes: [UInt8], _ type: String, keeping: String) -> Response {
        var headers: HTTPFields = [.contentType: type, .cacheControl: keeping, PageResponse.contentTypeOptions: "nosniff"]
        // What one person may see is not to be shown to the next by a cache between.
        if !keeping.hasPrefix("public") { headers[.vary] = "Authorization, Cookie" }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
