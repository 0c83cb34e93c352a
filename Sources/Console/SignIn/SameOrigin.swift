import HTTPTypes
import Hummingbird

/// Lets nothing be changed from another site (OWASP, Cross-Site Request Forgery Prevention): browsers say where a request was made.
struct SameOrigin: RouterMiddleware {
    /// How the public reaches this server: scheme, host and port.
    let origin: String
    // A header name.
    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")!

    init(address: String) {
        var parts = address.split(separator: "/", omittingEmptySubsequences: true)
        if parts.count > 2 { parts = Array(parts[..<2]) }
        origin = parts.count == 2 ? "\(parts[0])//\(parts[1])".lowercased() : address.lowercased()
    }

    func handle(_ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response) async throws
        -> Response
    {
        guard Self.changesNothing(request.method) || isOurs(request) else {
            throw HTTPError(.forbidden, message: "This was sent from another site. Open the page here and try again.")
        }
        return try await next(request, context)
    }

    static func changesNothing(_ method: HTTPRequest.Method) -> Bool { method == .get || method == .head }

    /// `Sec-Fetch-Site` is the browser's own word, and no script can set it; an older browser has `Origin` alone. A program that is no browser
    /// sends neither: it holds no cookie that somebody else could make it use.
    private func isOurs(_ request: Request) -> Bool {
        if let site = request.headers[Self.fetchSite] { return site == "same-origin" || site == "none" }
        guard let sent = request.headers[.origin]?.lowercased() else { return true }
        if sent == origin { return true }
        // Reached under another name than the configured one, such as in a test: the page's own host is as good.
        guard let host = request.head.authority?.lowercased() else { return false }
        return sent == "http://\(host)" || sent == "https://\(host)"
    }
}
