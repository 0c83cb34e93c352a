import Broker
import HTTPTypes
import Hummingbird
import NIOCore

/// Where networks deliver: the answer comes after the commit, never before.
struct WebhookRoutes: Sendable {
    let receivers: [String: WebhookReceiver]
    private static let signature = HTTPField.Name("x-twitter-webhooks-signature")!  // a header name

    init(_ receivers: [WebhookReceiver]) {
        self.receivers = Dictionary(receivers.map { ($0.account.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func add(to router: Router<ConsoleContext>) {
        router.get("/webhooks/x/:account") { request, context in
            guard let receiver = try receivers[context.parameters.require("account")],
                let token = request.uri.queryParameters["crc_token"], let answer = receiver.answer(toChallenge: String(token))
            else { throw HTTPError(.badRequest, message: "A challenge has a crc_token.") }
            return Response(
                status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer)))
        }
        router.post("/webhooks/x/:account") { request, context in
            guard let receiver = try receivers[context.parameters.require("account")] else { throw HTTPError(.notFound) }
            let body: ByteBuffer
            do { body = try await request.body.collect(upTo: WebhookReceiver.largestBody) } catch is NIOTooManyBytesError {
                receiver.refusedAsTooLarge()
                throw HTTPError(.contentTooLarge)
            }
            switch await receiver.receive(Array(body.readableBytesView), signature: request.headers[Self.signature]) {
            // What cannot be read was kept apart: to deliver it again would change nothing.
            case .accepted, .quarantined: return Response(status: .ok)
            case .notSigned: return Response(status: .unauthorized)
            case .tryAgain: return Response(status: .serviceUnavailable, headers: [.retryAfter: "5"])
            }
        }
    }
}
