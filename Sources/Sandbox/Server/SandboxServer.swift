import HTTPTypes
import Hummingbird
import Logging
import NIOCore
public import ServiceLifecycle
import Synchronization

/// The network on a port of the loopback interface: X's calls under `/2`, `/control` for programs that play the people, and a page at `/`
/// for people who do.
public struct SandboxServer: Service {
    public let network: SandboxNetwork
    public let courier: SandboxCourier
    private let wantedPort: Int
    private let delivers: Bool
    private let page: SandboxPage?
    private let held = HeldAnswers()
    private let ports: AsyncStream<Int>
    private let announced: AsyncStream<Int>.Continuation

    /// - Parameters:
    ///   - port: 0 takes a free one, which ``port()`` tells.
    ///   - delivers: whether webhooks go out by themselves; otherwise when the courier is told to drain.
    ///   - page: what the page at `/` shows; nil for a network without one.
    public init(
        network: SandboxNetwork, courier: SandboxCourier? = nil, port: Int = 0, delivers: Bool = true, page: SandboxPage? = nil
    ) {
        self.network = network
        self.courier = courier ?? SandboxCourier(network: network)
        self.wantedPort = port
        self.delivers = delivers
        self.page = page
        (ports, announced) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// The port, once the server listens; nil if it never did. To be asked once.
    public func port() async -> Int? { await ports.first { _ in true } }

    /// Lets go of every caller whose answer is held.
    public func releaseHeldAnswers() { held.release() }

    public func run() async throws {
        defer { announced.finish() }
        var logger = Logger(label: "sandbox")
        logger.logLevel = .warning
        let router = Router(context: SandboxContext.self)
        router.add(middleware: OriginCheck())
        CallRoutes(network: network, held: held).add(to: router)
        ControlRoutes(network: network, courier: courier, held: held).add(to: router.group("control"))
        if let page { PageRoutes(network: network, page: page).add(to: router) }
        let announced = announced
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: wantedPort), serverName: "sandbox"),
            services: delivers ? [courier] : [],
            onServerRunning: { channel in announced.yield(channel.localAddress?.port ?? 0) },
            logger: logger)
        try await withGracefulShutdownHandler {
            try await application.run()
        } onGracefulShutdown: { [held] in
            held.release(forGood: true)
        }
    }
}
