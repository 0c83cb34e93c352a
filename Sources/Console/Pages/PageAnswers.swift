import Broker
import HTTPTypes
import Hummingbird

/// What goes wrong on a page is a page: what was wrong and what to do, with the way on.
struct PageAnswers: RouterMiddleware {
    let brand: String

    func handle(_ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response) async throws
        -> Response
    {
        do { return try await next(request, context) } catch is SignInNeeded {
            guard request.method == .get else { return PageResponse.redirect(to: "/sign-in") }
            let to = SignInRoutes.path(request.uri.string).flatMap { Self.escaped($0) }
            return PageResponse.redirect(to: to.map { $0 == "%2F" ? "/sign-in" : "/sign-in?to=\($0)" } ?? "/sign-in")
        } catch let error as StorageError {
            if case .refused(let refusal) = error { return page(.conflict, "That is not possible", refusal.message) }
            return page(.serviceUnavailable, "This does not work at the moment", error.description)
        } catch let error as StaffError {
            return page(error.status, "That did not work", error.description)
        } catch let error as HTTPError {
            return page(error.status, error.status == .notFound ? "Not found" : "That did not work", error.body ?? "Go back and try again.")
        }
    }

    private func page(_ status: HTTPResponse.Status, _ title: String, _ words: String) -> Response {
        var response = PageResponse.page(
            Shell.plain(
                title: title, brand: brand,
                main: "<h1>\(title)</h1>\(Shell.problem(words))<p><a href=\"/\">Back to the desk</a></p>"), status: status)
        if status == .serviceUnavailable { response.headers[.retryAfter] = "5" }
        return response
    }

    /// For a value in a query: everything but letters, digits and four signs as an escape (RFC 3986, 2.3).
    static func escaped(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%" + String(String(UInt16(byte) + 256, radix: 16).suffix(2)).uppercased()
            }
        }
        return result
    }
}
