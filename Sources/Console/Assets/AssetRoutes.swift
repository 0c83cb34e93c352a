import HTTPTypes
import Hummingbird
import NIOCore

/// Serves the compiled-in files; each address names one content for ever.
struct AssetRoutes: Sendable {
    func add(to router: Router<ConsoleContext>) {
        router.get("/assets/:hash/:name") { request, context in
            let path = try "/assets/\(context.parameters.require("hash"))/\(context.parameters.require("name"))"
            guard let file = Assets.byPath[path] else { throw HTTPError(.notFound, message: "There is no such file. Load the page again.") }
            var headers: HTTPFields = [
                .contentType: file.type, .cacheControl: "public, max-age=31536000, immutable", .vary: "Accept-Encoding",
                PageResponse.contentTypeOptions: "nosniff", PageResponse.resourcePolicy: "same-origin",
                // A worker's own rights come with its file.
                .contentSecurityPolicy: "default-src 'none'; connect-src 'self'",
            ]
            if let compressed = file.compressed, Self.takesGzip(request) {
                headers[.contentEncoding] = "gzip"
                return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: compressed)))
            }
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
        }
    }

    /// Whether `Accept-Encoding` names gzip and not with a quality of zero (RFC 9110, 12.5.3).
    static func takesGzip(_ request: Request) -> Bool {
        request.headers[values: .acceptEncoding].flatMap { $0.split(separator: ",") }.contains { part in
            let pieces = part.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
            guard pieces.first == "gzip" else { return false }
            return !pieces.dropFirst().contains { $0.hasPrefix("q=0") && !$0.contains(where: { ("1"..."9").contains($0) }) }
        }
    }
}
