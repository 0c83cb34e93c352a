public import Broker
import HTTPTypes
public import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore

/// A witness over HTTP: `add-checkpoint` for logs, and each log's newest cosigned checkpoint for monitors (C2SP tlog-witness).
public enum WitnessApplication {
    /// - Parameter started: called with the port once it listens.
    public static func make(
        _ desk: WitnessDesk, host: String, port: Int, logger: Logger, started: @escaping @Sendable (Int) async -> Void
    ) -> some ApplicationProtocol {
        Application(
            router: router(desk),
            server: .http1(configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(60))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), serverName: "parley-witness",
                availableConnectionsDelegate: MaximumAvailableConnections(1_024)),
            onServerRunning: { channel in if let port = channel.localAddress?.port { await started(port) } }, logger: logger)
    }

    static func router(_ desk: WitnessDesk) -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.post("/add-checkpoint") { request, _ in
            let body: ByteBuffer
            do { body = try await request.body.collect(upTo: WitnessDesk.greatestRequest) } catch is NIOTooManyBytesError {
                return words(.badRequest, "the request is longer than \(WitnessDesk.greatestRequest) bytes")
            }
            return answer(await desk.add(Array(body.readableBytesView)))
        }
        router.get("/:hash/checkpoint") { _, context in
            let hash = try context.parameters.require("hash")
            guard hash.utf8.count == 64, let bytes = await desk.checkpoint(ofOriginHash: hash) else {
                return words(.notFound, "nothing was cosigned for a log of this hash")
            }
            return response(.ok, "text/plain; charset=utf-8", bytes)
        }
        return router
    }

    private static func answer(_ answer: WitnessAnswer) -> Response {
        switch answer {
        case .cosigned(let line): response(.ok, "text/plain; charset=utf-8", line)
        case .malformed(let why): words(.badRequest, why)
        case .untrusted: words(.forbidden, "no key that is trusted for this log has signed the checkpoint, or one of its lines is bad")
        case .unknownLog: words(.notFound, "no log of this origin is listed")
        case .conflict(let size): response(.conflict, "text/x.tlog.size", Array("\(size)\n".utf8))
        case .inconsistent(let why): words(.unprocessableContent, why)
        case .stopped: words(.serviceUnavailable, "this log's state could not be made durable; nothing is cosigned until a restart")
        }
    }

    private static func words(_ status: HTTPResponse.Status, _ words: String) -> Response {
        response(status, "text/plain; charset=utf-8", Array("\(words)\n".utf8))
    }

    private static func response(_ status: HTTPResponse.Status, _ type: String, _ bytes: [UInt8]) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store", PageResponse.contentTypeOptions: "nosniff"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
