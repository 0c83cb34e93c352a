import HTTPTypes
import Hummingbird

/// An address that nothing stands at is answered with a page where somebody looks, and with nothing where a program asks.
struct UnknownAddress: RouterMiddleware {
    let brand: String

    func handle(_ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response) async throws
        -> Response
    {
        do { return try await next(request, context) } catch let error as HTTPError {
            guard error.status == .notFound, error.body == nil, request.method == .get,
                request.headers[values: .accept].contains(where: { $0.contains("text/html") })
            else { throw error }
            return PageResponse.page(
                Shell.plain(
                    title: "Nothing stands here", brand: brand,
                    main: """
                        <h1>Nothing stands here</h1>
                        <p>The address is wrong, or what stood there has moved.</p>
                        <p><a href="/">To the beginning</a></p>
                        """), status: .notFound)
        }
    }
}
