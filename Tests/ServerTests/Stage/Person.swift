import AsyncHTTPClient
import Broker
import Crypto
import Foundation
import NIOCore

/// Somebody of the firm, who works through the API.
struct Person: Sendable {
    let base: String
    let login: String
    let role: String
    let token: String

    init(base: String, login: String, role: String) {
        self.base = base
        self.login = login
        self.role = role
        token = "token-\(login)-\(RandomIDs.token())"
    }

    var tokenSHA256: String { SHA256.hash(data: Data(token.utf8)).map { String(format: "%02x", $0) }.joined() }

    /// An answer as it came.
    struct Answer {
        var status: Int
        var body: Data
        var headers: [String: String]

        var text: String { String(decoding: body, as: UTF8.self) }
        subscript(key: String) -> Any? { (try? JSONSerialization.jsonObject(with: body) as? [String: Any])?[key] }
        func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value { try JSONDecoder().decode(type, from: body) }
    }

    struct Row: Decodable {
        var id: String
        var began: String
        var status: String
        var inbound: Int
        var outbound: Int
    }

    func get(_ path: String) async throws -> Answer { try await ask(.GET, path, nil) }

    func post(_ path: String, _ body: [String: Any] = [:]) async throws -> Answer {
        try await ask(.POST, path, try JSONSerialization.data(withJSONObject: body))
    }

    private func ask(_ method: HTTPMethod, _ path: String, _ body: Data?) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = .init(rawValue: method.rawValue)
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        return try await Answer(response)
    }

    enum HTTPMethod: String { case GET, POST }

    func inbox() async throws -> [Row] { try await get("/api/conversations").decoded() }
    func read(_ id: String) async throws -> ConversationView { try await get("/api/conversations/\(id)").decoded() }
    func status() async throws -> ServerStatus { try await get("/api/status").decoded() }

    func reply(
        _ text: String, on channel: String, in conversation: ConversationView, id: String = RandomIDs.event().description,
        act: String? = nil
    ) async throws -> Answer {
        var body: [String: Any] = ["text": text, "channel": channel, "seen": conversation.sequence, "id": id]
        if let act { body["act"] = act }
        return try await post("/api/conversations/\(conversation.id)/replies", body)
    }
}

extension Person.Answer {
    init(_ response: HTTPClientResponse) async throws {
        status = Int(response.status.code)
        headers = Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        body = Data(try await response.body.collect(upTo: 8 << 20).readableBytesView)
    }
}
