public import Broker
public import Hummingbird
public import Logging

/// The server's HTTP side: webhooks, the API, the pick-up page, health.
public enum WebApplication {
    public static func make(_ server: Server, logger: Logger) -> some ApplicationProtocol {
        let router = Router(context: ConsoleContext.self)
        router.get("/health") { _, _ in
            let status = server.store.status
            return Response(status: status.trouble == nil ? .ok : .serviceUnavailable)
        }
        WebhookRoutes(server.receivers).add(to: router)
        PickUpRoutes(server: server).add(to: router)
        APIRoutes(server: server).add(to: router)
        return Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: server.configuration.port), serverName: "parley"),
            services: server.services, logger: logger)
    }
}
