import HTTPTypes
import Hummingbird
import NIOCore

/// Why a page does not do what was asked; shown as a page, or as plain words to the page's script.
struct PageRefusal: Error {
    var status: HTTPResponse.Status
    var message: String

    init(_ status: HTTPResponse.Status, _ message: String) {
        self.status = status
        self.message = message
    }

    /// What the network says, as a sentence.
    init(_ error: SandboxError) {
        let status: HTTPResponse.Status =
            switch error {
            case .full: .serviceUnavailable
            case .unknownUser, .unknownPost: .notFound
            default: .badRequest
            }
        self.init(status, error.description.prefix(1).uppercased() + error.description.dropFirst() + ".")
    }
}

/// Turns what goes wrong behind a page into a page.
struct PageErrors: RouterMiddleware {
    func handle(
        _ request: Request, context: SandboxContext, next: (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        let refusal: PageRefusal
        do { return try await next(request, context) } catch let error as PageRefusal {
            refusal = error
        } catch let error as SandboxError {
            refusal = PageRefusal(error)
        } catch is NIOTooManyBytesError {
            refusal = PageRefusal(.contentTooLarge, "That is more than a page takes.")
        } catch let error as HTTPError {
            refusal = PageRefusal(error.status, error.body ?? "That cannot be done.")
        }
        if PageAnswer.isForScript(request) { return PageAnswer.words(refusal.message, status: refusal.status) }
        let frame = PageFrame(
            title: "Not possible",
            body:
                "<div class=\"hello\"><h1>That did not work</h1><p>\(refusal.message)</p><p><a href=\"/\">Back to the beginning</a></p></div>"
        )
        return PageAnswer.page(frame.markup, status: refusal.status)
    }
}

/// What the page's routes answer with: everything from here alone, nothing of it kept.
enum PageAnswer {
    // Header names are constants of the specification.
    private static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    // As above.
    private static let contentTypeOptions = HTTPField.Name("X-Content-Type-Options")!

    /// - Parameter formsTo: another origin that a form of the page may end up at.
    private static func headers(_ type: String, formsTo origin: String? = nil) -> HTTPFields {
        [
            .contentType: "\(type); charset=utf-8", .cacheControl: "no-store",
            .contentSecurityPolicy: """
            default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
            form-action 'self'\(origin.map { " " + $0 } ?? ""); base-uri 'none'; frame-ancestors 'none'
            """,
            // Not `no-referrer`: browsers would send `Origin: null` with forms.
            referrerPolicy: "same-origin", contentTypeOptions: "nosniff",
        ]
    }

    static func page(_ markup: Markup, status: HTTPResponse.Status = .ok, formsTo origin: String? = nil) -> Response {
        Response(status: status, headers: headers("text/html", formsTo: origin), body: .init(byteBuffer: ByteBuffer(string: markup.bytes)))
    }

    static func words(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: headers("text/plain"), body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// A file whose address changes with its content.
    static func file(_ text: String, _ type: String) -> Response {
        var headers = headers(type)
        headers[.cacheControl] = "public, max-age=86400"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    static func events(_ body: ResponseBody) -> Response { Response(status: .ok, headers: headers("text/event-stream"), body: body) }

    /// Done: back to a page, or nothing more for the script, which hears of what changed.
    static func done(_ request: Request, to address: String) -> Response {
        isForScript(request) ? Response(status: .ok, headers: headers("text/plain")) : seeOther(address)
    }

    static func seeOther(_ address: String) -> Response {
        var headers = headers("text/plain")
        headers[.location] = address
        return Response(status: .seeOther, headers: headers)
    }

    static func isForScript(_ request: Request) -> Bool { request.headers[.accept] == "text/plain" }
}
