import Hummingbird
import Logging
import NIOCore
import Sandbox
import ServiceLifecycle
import Social
import Testing

@Suite struct SelfDeliveryTests {
    /// As in a demo: nobody tells the courier to go, and it stops when the server does.
    @Test func webhooksGoOutByThemselves() async throws {
        let network = SandboxNetwork(seed: 3, now: { 1_784_928_203_000 })
        let server = SandboxServer(network: network)
        let (bodies, arrived) = AsyncStream<[UInt8]>.makeStream()
        let (ports, announced) = AsyncStream<Int>.makeStream()
        let router = Router()
        router.post("hook") { request, _ in
            arrived.yield(Array(try await request.body.collect(upTo: 1 << 20).readableBytesView))
            return HTTPResponse.Status.ok
        }
        var logger = Logger(label: "self")
        logger.logLevel = .critical
        let hook = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { announced.yield($0.localAddress?.port ?? 0) }, logger: logger)
        let group = ServiceGroup(services: [server, hook], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let port = try #require(await ports.first { _ in true })
            let bank = try network.createUser(handle: "bank", name: "Bank")
            let penny = try network.createUser(handle: "pennyb", name: "Penny B")
            try network.subscribe(
                SandboxSubscription(account: bank.id, url: "http://127.0.0.1:\(port)/hook", consumerSecret: "s", accessToken: "t"))
            var iterator = bodies.makeAsyncIterator()
            for number in 0..<5 {
                let message = try network.message(as: penny.id, to: bank.id, "number \(number)")
                let body = try #require(await iterator.next())
                guard case .messaged(let seen)? = try XWebhook.parse(body).events.first else {
                    Issue.record("no message")
                    continue
                }
                #expect(seen.id.number == message.id)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
