import Broker
import Crypto
import HTTPTypes
import Hummingbird

/// Finds out whose request it is: by a bearer token, else by a session's cookie. A cookie alone changes nothing: whatever does needs the
/// session's own token, in the form or a header.
struct SessionAuthentication: RouterMiddleware {
    let server: Server
    let cookie: SessionCookie
    // A header name.
    static let csrf = HTTPField.Name("X-CSRF-Token")!

    init(server: Server) {
        self.server = server
        cookie = SessionCookie(address: server.configuration.address)
    }

    func handle(_ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response) async throws
        -> Response
    {
        var request = request
        var context = context
        if let header = request.headers[.authorization] {
            // Whoever comes with a token is nobody's browser; a bad one is not made good by a cookie.
            guard header.hasPrefix("Bearer "), let member = try await server.member(token: String(header.dropFirst(7))) else {
                throw SignInNeeded()
            }
            context.member = member
        } else if let token = cookie.token(of: request), let session = try await server.entrance.session(token: token) {
            if !SameOrigin.changesNothing(request.method) { try await check(&request, session, context) }
            context.session = session
            context.member = session.member
            context.visit = Visit(
                member: session.member, csrf: session.csrf, brand: server.configuration.brand, status: await server.status)
        }
        return try await next(request, context)
    }

    private func check(_ request: inout Request, _ session: Session, _ context: ConsoleContext) async throws {
        var sent = request.headers[Self.csrf]
        if sent == nil, Form.isForm(request) {
            _ = try await request.collectBody(upTo: context.maxUploadSize)
            sent = try await Form(request, upTo: context.maxUploadSize)["csrf"]
        }
        // Hashes compare in the same time wherever they differ.
        guard let sent, SHA256.hash(data: Array(sent.utf8)) == SHA256.hash(data: Array(session.csrf.utf8)) else {
            throw HTTPError(.forbidden, message: "This page has been open too long, or was not ours. Go back, load it again, and repeat.")
        }
    }
}
