import HTTPTypes
import Hummingbird

/// Who may call from a browser: only the network's own pages, under its own names.
///
/// It stands on loopback without log-in, so every other site that the same browser shows could write to it (cross-site request forgery)
/// or read it under a name of its own that leads here (DNS rebinding). Programs send no Origin and may use the calls made for them.
struct OriginCheck: RouterMiddleware {
    private static let names: Set<Substring> = ["127.0.0.1", "localhost", "[::1]"]

    func handle(
        _ request: Request, context: SandboxContext, next: (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        guard let authority = request.head.authority, Self.names.contains(Self.host(authority)) else {
            throw HTTPError(.misdirectedRequest, message: "The network answers as localhost only.")
        }
        guard request.method != .get, request.method != .head else { return try await next(request, context) }
        if let origin = request.headers[.origin] {
            guard origin == "http://\(authority)" else { throw HTTPError(.forbidden, message: "Another site may not write here.") }
        } else if !Self.isForPrograms(request.uri.path) {
            throw HTTPError(.forbidden, message: "A page's form comes with its Origin.")
        }
        return try await next(request, context)
    }

    private static func host(_ authority: String) -> Substring {
        guard let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") else { return authority[...] }
        return authority[..<colon]
    }

    private static func isForPrograms(_ path: String) -> Bool { path.hasPrefix("/2/") || path.hasPrefix("/control/") }
}
