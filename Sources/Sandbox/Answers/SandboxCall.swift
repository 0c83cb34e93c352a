/// A REST call as it came in, apart from any connection.
public struct SandboxCall: Sendable {
    public let method: String
    /// Path parts without the query: `["2", "tweets"]`.
    public let path: [String]
    public let query: [String: String]
    /// What follows `Bearer `.
    public let token: String?
    public let body: [UInt8]

    public init(method: String, path: [String], query: [String: String] = [:], token: String?, body: [UInt8] = []) {
        self.method = method
        self.path = path
        self.query = query
        self.token = token
        self.body = body
    }
}
