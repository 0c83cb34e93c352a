public import AsyncHTTPClient
import FoundationEssentials
import NIOCore
public import ServiceLifecycle

/// Carries webhooks to their receivers, one after the other, each again until it is answered with 200.
public actor SandboxCourier: Service {
    private let network: SandboxNetwork
    private let client: HTTPClient
    private let pause: @Sendable (_ attempt: Int) async throws -> Void
    private let timeout: TimeAmount = .seconds(10)  // X gives a receiver ten seconds

    /// - Parameter pause: waits before an attempt is repeated; by default twice as long each time, from one second on.
    public init(
        network: SandboxNetwork, client: HTTPClient = .shared,
        pause: @escaping @Sendable (_ attempt: Int) async throws -> Void = { try await Task.sleep(for: .seconds(1 << min($0, 6))) }
    ) {
        self.network = network
        self.client = client
        self.pause = pause
    }

    /// Delivers as long as the service group runs.
    public func run() async throws {
        for await _ in network.signals.cancelOnGracefulShutdown() { try await drain() }
    }

    /// Delivers what waits, and what comes meanwhile; returns when nothing is left.
    public func drain() async throws {
        while let delivery = network.takeDelivery() {
            var attempt = 1
            while true {
                let isTaken = await isTaken(delivery)
                network.state.withLock { $0.counts.attempts += 1 }
                if isTaken {
                    network.state.withLock { $0.counts.delivered += 1 }
                    break
                }
                guard attempt < network.limits.deliveryAttempts else {
                    network.state.withLock { $0.counts.abandoned += 1 }
                    break
                }
                try await pause(attempt)
                attempt += 1
            }
        }
    }

    private func isTaken(_ delivery: SandboxDelivery) async -> Bool {
        var request = HTTPClientRequest(url: delivery.url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "x-twitter-webhooks-signature", value: delivery.signature)
        request.body = .bytes(ByteBuffer(bytes: delivery.body))
        do {
            let response = try await client.execute(request, timeout: timeout)
            _ = try await response.body.collect(upTo: 65_536)
            return response.status.code == 200
        } catch {
            return false  // a receiver that cannot be reached is tried again like one that says no
        }
    }

    /// X's challenge: whether the receiver of an account's webhooks knows the secret.
    public func challenge(_ account: UInt64) async throws(SandboxError) -> Bool {
        guard let subscription = network.subscription(of: account) else { throw .notSubscribed }
        let token = network.state.withLock { state in state.uuid() + "-" + state.uuid() }
        let request = HTTPClientRequest(url: "\(subscription.url)?crc_token=\(token)&nonce=\(token.utf8.count)")
        struct Answer: Decodable {
            var token: String

            enum CodingKeys: String, CodingKey { case token = "response_token" }
        }
        do {
            let response = try await client.execute(request, timeout: timeout)
            let body = try await response.body.collect(upTo: 65_536)
            guard response.status.code == 200 else { return false }
            let answer = try JSONDecoder().decode(Answer.self, from: Data(body.readableBytesView))
            return answer.token == WebhookSignature.of(Array(token.utf8), secret: subscription.consumerSecret)
        } catch {
            return false
        }
    }
}
