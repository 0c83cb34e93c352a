import Broker
import HTTPTypes
import Hummingbird

/// Turns what storage refuses into an answer. Strangers hear that it did not work and when to come again, our own people also why.
struct StorageAnswers: RouterMiddleware {
    let tellsWhy: Bool

    func handle(_ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response) async throws
        -> Response
    {
        do { return try await next(request, context) } catch let error as StorageError {
            switch error {
            case .refused(.unknownConversation):
                throw HTTPError(.notFound, message: tellsWhy ? Refusal.unknownConversation.message : "There is nothing here.")
            case .refused(let refusal): throw HTTPError(.conflict, message: tellsWhy ? refusal.message : "That is not possible now.")
            case .busy, .notWritable:
                throw HTTPError(
                    .serviceUnavailable, headers: [.retryAfter: "5"],
                    message: tellsWhy ? error.description : "This does not work at the moment. Try again in a few seconds.")
            case .damaged, .cannotOpen:
                throw HTTPError(.internalServerError, message: tellsWhy ? error.description : "This does not work at the moment.")
            }
        }
    }
}
