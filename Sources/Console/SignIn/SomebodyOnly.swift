import HTTPTypes
import Hummingbird

/// Lets a request through only if it is somebody's.
struct SomebodyOnly: RouterMiddleware {
    func handle(_ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response) async throws
        -> Response
    {
        guard context.member != nil else { throw SignInNeeded() }
        return try await next(request, context)
    }
}
