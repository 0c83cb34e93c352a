public import Broker
public import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore

/// The server's HTTP side: webhooks, the API, the desk, the pick-up page, health.
public enum WebApplication {
    public static func make(_ server: Broker.Server, logger: Logger) -> some ApplicationProtocol {
        Application(
            router: router(server),
            // Whoever opens connections and says nothing must not keep others out.
            server: HTTPServerBuilder { responder in
                LoopChannel(http: HTTP1Channel(responder: responder, configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(60))))
            },
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: server.configuration.port), serverName: "parley",
                availableConnectionsDelegate: MaximumAvailableConnections(4_096)),
            services: server.services, logger: logger)
    }

    static func router(_ server: Broker.Server) -> Router<ConsoleContext> {
        let router = Router(context: ConsoleContext.self)
        router.add(middleware: UnknownAddress(brand: server.configuration.brand))
        router.add(middleware: StorageAnswers(tellsWhy: false))
        router.get("/health") { _, _ in
            let status = server.store.status
            return status.trouble == nil ? Response(status: .ok) : Response(status: .serviceUnavailable, headers: [.retryAfter: "5"])
        }
        WebhookRoutes(server.receivers).add(to: router)
        AssetRoutes().add(to: router)
        ChatRoutes(server: server).add(to: router)
        PickUpRoutes(server: server).add(to: router)
        APIRoutes(server: server).add(to: router)
        RecordAPI(server: server).add(to: router)
        LogRoutes(server: server).add(to: router)
        // Everything that people of the firm see in a browser: who asks is known, and nothing is changed from another site.
        let pages = router.group()
            .add(middleware: PageAnswers(brand: server.configuration.brand))
            .add(middleware: SameOrigin(address: server.configuration.address))
            .add(middleware: SessionAuthentication(server: server))
        SignInRoutes(server: server).add(to: pages)
        PeopleRoutes(server: server).add(to: pages)
        DeskRoutes(server: server).add(to: pages)
        ApprovalRoutes(server: server).add(to: pages)
        WallboardRoutes(server: server).add(to: pages)
        ComplianceRoutes(server: server).add(to: pages)
        RecordRoutes(server: server).add(to: pages)
        LiveRoutes(server: server).add(to: pages)
        return router
    }
}
