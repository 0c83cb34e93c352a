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
