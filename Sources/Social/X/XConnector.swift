public import AsyncHTTPClient
import HTTPTypes
import NIOCore

/// Acts on X for one account, in X's REST version 2, and says of each act how it ended.
public struct XConnector: Sendable {
    /// How long and how much one call may take.
    public struct Limits: Sendable {
        /// Milliseconds from the first byte out to the last byte in.
        public var timeout: Int64 = 20_000
        public var answerBytes = 1 << 20
        /// Pages of 100 that a search reads.
        public var pages = 8

        public init() {}
    }

    public let account: XAccount
    let authority: String
    let scheme: String
    let limits: Limits
    private let client: HTTPClient
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - authority: host and port of the API.
    ///   - client: from ``ConnectorClient``.
    ///   - now: milliseconds since 1970; used where X gives no time of its own, and to turn X's reset times into waiting.
    public init(
        account: XAccount, scheme: String = "https", authority: String = "api.x.com", client: HTTPClient, limits: Limits = Limits(),
        now: @escaping @Sendable () -> Int64
    ) {
        self.account = account
        self.scheme = scheme
        self.authority = authority
        self.limits = limits
        self.client = client
        self.now = now
    }

    /// Does one act. Called only after its record is sealed; `.unknown` is never retried here.
    public func send(_ act: XAct) async -> SendOutcome {
        let answer: XAnswer
        do {
            answer = try await exchange(request(for: act))
        } catch {
            return Self.outcome(of: error)
        }
        return outcome(of: answer, to: act)
    }

    func exchange(_ request: XRequest) async throws -> XAnswer {
        var outgoing = HTTPClientRequest(url: "\(scheme)://\(authority)\(request.head.path ?? "/")")
        outgoing.method = .init(rawValue: request.head.method.rawValue)
        for field in request.head.headerFields { outgoing.headers.add(name: field.name.rawName, value: field.value) }
        if !request.body.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
        let response = try await client.execute(outgoing, timeout: .milliseconds(limits.timeout))
        let status = Int(response.status.code)
        let retryAfter = waiting(
            retryAfter: response.headers.first(name: "retry-after"), reset: response.headers.first(name: "x-rate-limit-reset"))
        do {
            let body = try await response.body.collect(upTo: limits.answerBytes)
            return XAnswer(status: status, retryAfter: retryAfter, body: Array(body.readableBytesView))
        } catch {
            // The head arrived: what it says holds even if the rest is lost.
            return XAnswer(status: status, retryAfter: retryAfter, body: nil)
        }
    }

    /// Seconds to wait after a 429: X names an epoch second; at most 15 minutes, its longest short window.
    private func waiting(retryAfter: String?, reset: String?) -> Int {
        if let reset, let second = Int64(reset), second > 0, second < XTime.latest / 1000 {
            return Int(min(max(second - now() / 1000, 1), 900))
        }
        return retryAfter.flatMap { Int($0) }.map { min(max($0, 1), 900) } ?? 60
    }

    /// A failed exchange: only a connection that never stood proves that nothing was sent.
    static func outcome(of error: any Error) -> SendOutcome {
        switch error as? HTTPClientError {
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout: .retryLater(seconds: 5)
        case .deadlineExceeded, .readTimeout, .writeTimeout: .unknown(.timeout)
        default: .unknown(.connectionLost)
        }
    }

    private func outcome(of answer: XAnswer, to act: XAct) -> SendOutcome {
        switch answer.status {
        case 200..<300:
            guard let id = answer.identifier(of: act) else { return .unknown(.unreadableAnswer) }
            return .accepted(id: id, at: act.mintsIdentifier ? XPostID(id)?.mintedAt ?? now() : now())
        case 429: return .retryLater(seconds: answer.retryAfter)
        case 500...: return .unknown(.serverError(status: answer.status))
        default: return .refused(status: answer.status, code: answer.reason)
        }
    }
}

extension XAct {
    /// Whether X makes an identifier for it, which carries X's own time.
    var mintsIdentifier: Bool {
        switch self {
        case .post, .reply, .quote, .message: true
        case .hide, .unhide, .like, .repost, .delete: false
        }
    }
}
