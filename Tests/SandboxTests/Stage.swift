import AsyncHTTPClient
import Hummingbird
import Logging
import NIOCore
import Sandbox
import ServiceLifecycle
import Social
import Synchronization
import Testing

/// A clock that moves only when told.
final class HandClock: Sendable {
    private let value = Atomic<Int64>(1_784_928_203_000)

    var now: Int64 { value.load(ordering: .relaxed) }
    func advance(by milliseconds: Int64) { value.add(milliseconds, ordering: .relaxed) }
}

/// A receiver of webhooks that does what a firm's server must: verify on the raw bytes, parse, answer.
final class Receiver: Sendable {
    struct State {
        var bodies: [[UInt8]] = []
        var events: [XEvent] = []
        var refusals = 0
        /// Deliveries yet to be answered with 503.
        var failing = 0
    }

    let state = Mutex(State())
    let signature: XSignature

    init(secret: String) { signature = XSignature(consumerSecret: secret) }

    var events: [XEvent] { state.withLock { $0.events } }
    var bodies: [[UInt8]] { state.withLock { $0.bodies } }

    func add(to router: Router<BasicRequestContext>) {
        router.get("hook") { request, _ in
            let token = request.uri.queryParameters["crc_token"].map(String.init) ?? ""
            guard let body = self.signature.answer(toChallenge: token) else { throw HTTPError(.badRequest) }
            return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(bytes: body)))
        }
        router.post("hook") { request, _ in
            let body = Array(try await request.body.collect(upTo: XWebhook.largestBody).readableBytesView)
            let header = request.headers[.init(XSignature.header)!]
            return self.state.withLock { state -> HTTPResponse.Status in
                if state.failing > 0 {
                    state.failing -= 1
                    return .serviceUnavailable
                }
                guard self.signature.verifies(body, header: header), let delivery = try? XWebhook.parse(body) else {
                    state.refusals += 1
                    return .forbidden
                }
                state.bodies.append(body)
                state.events += delivery.events
                return .ok
            }
        }
    }
}

/// A sandbox and a receiver on real loopback ports, a bank's account with its connector, and two customers.
struct Stage {
    let clock: HandClock
    let network: SandboxNetwork
    let server: SandboxServer
    let receiver: Receiver
    let client: HTTPClient
    let authority: String
    let bank: SandboxUser
    let penny: SandboxUser
    let omar: SandboxUser

    static let secret = "consumer-secret-example"
    static let token = "user-token-example"

    func connector(token: String = Stage.token, timeout: Int64 = 20_000) -> XConnector {
        var limits = XConnector.Limits()
        limits.timeout = timeout
        let clock = clock
        return XConnector(
            account: XAccount(id: XUserID(bank.id), accessToken: token), scheme: "http", authority: authority, client: client,
            limits: limits,
            now: { clock.now })
    }

    /// Sets the stage, plays, and takes everything down again.
    static func play(
        seed: UInt64 = 1, limits: SandboxLimits = SandboxLimits(), shape: SandboxSubscription.Shape = .accountActivity,
        page: SandboxPage? = nil, _ body: (Stage) async throws -> Void
    ) async throws {
        let clock = HandClock()
        let network = SandboxNetwork(seed: seed, limits: limits, now: { clock.now })
        let courier = SandboxCourier(network: network, pause: { _ in })
        let server = SandboxServer(network: network, courier: courier, delivers: false, page: page)
        let receiver = Receiver(secret: secret)
        let router = Router()
        receiver.add(to: router)
        let (ports, announced) = AsyncStream<Int>.makeStream()
        var logger = Logger(label: "stage")
        logger.logLevel = .critical
        let hook = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { announced.yield($0.localAddress?.port ?? 0) }, logger: logger)
        let group = ServiceGroup(services: [server, hook], logger: logger)
        let client = ConnectorClient.make()
        do {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                let port = try #require(await server.port())
                let hookPort = try #require(await ports.first { _ in true })
                let bank = try network.createUser(handle: "ExampleBank", name: "Example Bank")
                let stage = Stage(
                    clock: clock, network: network, server: server, receiver: receiver, client: client, authority: "127.0.0.1:\(port)",
                    bank: bank,
                    penny: try network.createUser(handle: "pennyb", name: "Penny B"),
                    omar: try network.createUser(handle: "omar_k", name: "Omar K \u{1F600} é"))
                try network.subscribe(
                    SandboxSubscription(
                        account: bank.id, url: "http://127.0.0.1:\(hookPort)/hook", consumerSecret: secret, accessToken: token, shape: shape
                    ))
                let result: Result<Void, any Error>
                do { result = .success(try await body(stage)) } catch { result = .failure(error) }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                try result.get()
            }
        } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }
}
