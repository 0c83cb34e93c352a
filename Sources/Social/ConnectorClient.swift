public import AsyncHTTPClient
import NIOCore

/// The HTTP client that connectors share: no redirects (an access token never follows one), bounded waiting, HTTP/1.1 or 2.
public enum ConnectorClient {
    /// - Parameter connectTimeout: seconds until a connection attempt counts as failed; nothing has been sent by then.
    public static func make(connectTimeout: Int64 = 5) -> HTTPClient {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout = HTTPClient.Configuration.Timeout(connect: .seconds(connectTimeout))
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }
}

/// The connections of all connectors of a server: made once, closed at the end.
public struct Connections: Sendable {
    let client: HTTPClient

    public init() { client = ConnectorClient.make() }

    public func close() async throws { try await client.shutdown() }
}

extension XConnector {
    /// A connector over a server's connections.
    /// - Parameter now: milliseconds since 1970.
    public init(account: XAccount, scheme: String, authority: String, over connections: Connections, now: @escaping @Sendable () -> Int64) {
        self.init(account: account, scheme: scheme, authority: authority, client: connections.client, now: now)
    }
}
