import AsyncHTTPClient
import Broker
import FoundationEssentials
import NIOCore

/// Somebody of the bank's team, who works through the server's API like every other tool.
struct Agent: Sendable {
    let base: String
    let token: String

    struct Answer: Decodable {
        var send: String
        var index: UInt64
        var decision: String
        var instead: [String]
        var rules: [String]
    }
    struct Row: Decodable, Equatable {
        var id: String
        var began: String
        var status: String
        var due: String?
        var inbound: Int
        var outbound: Int
        var labels: [String]
    }
    private struct Reply: Encodable {
        var text: String
        var channel: String
        var act: String?
        var seen: UInt64
        var id: String
    }
    private struct Offer: Encodable {
        var destination: String
        var channel: String
        var seen: UInt64
        var id: String
    }
    private struct Resolution: Encodable {
        var code: String
        var sentiment: String
    }

    func inbox() async throws -> [Row] { try await get("/api/conversations") }
    func read(_ id: String) async throws -> ConversationView { try await get("/api/conversations/\(id)") }
    func status() async throws -> ServerStatus { try await get("/api/status") }

    func reply(_ text: String, on channel: ChannelKind, in conversation: ConversationView) async throws -> Answer {
        try await post(
            "/api/conversations/\(conversation.id)/replies",
            Reply(text: text, channel: channel.word, act: nil, seen: conversation.sequence, id: RandomIDs.event().description))
    }

    func offer(_ destination: String, on channel: ChannelKind, in conversation: ConversationView) async throws -> Answer {
        try await post(
            "/api/conversations/\(conversation.id)/handoffs",
            Offer(destination: destination, channel: channel.word, seen: conversation.sequence, id: RandomIDs.event().description))
    }

    func resolve(_ conversation: ConversationView, code: String, sentiment: String) async throws {
        let _: [String: UInt64] = try await post(
            "/api/conversations/\(conversation.id)/resolve", Resolution(code: code, sentiment: sentiment))
    }

    private func get<Result: Decodable>(_ path: String) async throws -> Result {
        var request = HTTPClientRequest(url: base + path)
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        return try await answer(request)
    }

    private func post<Result: Decodable>(_ path: String, _ body: some Encodable) async throws -> Result {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(body)))
        return try await answer(request)
    }

    private func answer<Result: Decodable>(_ request: HTTPClientRequest) async throws -> Result {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let body = try await response.body.collect(upTo: 4 << 20)
        guard (200..<300).contains(response.status.code) else {
            throw StorageError.cannotOpen("\(request.url) answered \(response.status.code): \(String(buffer: body))")
        }
        return try JSONDecoder().decode(Result.self, from: Data(body.readableBytesView))
    }
}
