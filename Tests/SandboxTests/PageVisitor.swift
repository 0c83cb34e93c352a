import AsyncHTTPClient
import NIOCore
import Sandbox

/// Somebody with a browser and no script.
struct PageVisitor {
    let client: HTTPClient
    let authority: String

    init(_ stage: Stage) {
        client = stage.client
        authority = stage.authority
    }

    struct Answer {
        var status: UInt
        var text: String
        var location: String?
        var policy: String?
    }

    func get(_ path: String, host: String? = nil) async throws -> Answer {
        var request = HTTPClientRequest(url: "http://\(authority)\(path)")
        if let host { request.headers.add(name: "host", value: host) }
        return try await answer(request)
    }

    func post(_ path: String, _ fields: [String: String], accept: String = "text/html") async throws -> Answer {
        let body = fields.map { "\($0.key)=\(Self.escaped($0.value))" }.joined(separator: "&")
        return try await send(path, body, origin: "http://\(authority)", accept: accept)
    }

    func send(_ path: String, _ body: String) async throws -> Answer { try await send(path, body, origin: "http://\(authority)") }

    func send(
        _ path: String, _ body: String, origin: String?, type: String = "application/x-www-form-urlencoded", accept: String = "text/html"
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: "http://\(authority)\(path)")
        request.method = .POST
        if let origin { request.headers.add(name: "origin", value: origin) }
        request.headers.add(name: "content-type", value: type)
        request.headers.add(name: "accept", value: accept)
        request.body = .bytes(ByteBuffer(string: body))
        return try await answer(request)
    }

    private func answer(_ request: HTTPClientRequest) async throws -> Answer {
        let response = try await client.execute(request, timeout: .seconds(30))
        return Answer(
            status: response.status.code, text: String(buffer: try await response.body.collect(upTo: 1 << 20)),
            location: response.headers.first(name: "location"), policy: response.headers.first(name: "content-security-policy"))
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + String(UInt16(byte) + 256, radix: 16).suffix(2)
        }.joined()
    }
}

/// A stream of server-sent events, read until something is in it.
struct Events {
    private var chunks: HTTPClientResponse.Body.AsyncIterator
    private var text = ""

    init(_ body: HTTPClientResponse.Body) { chunks = body.makeAsyncIterator() }

    /// Whether it came before the stream ended; what stood before it is not looked at again.
    mutating func next(containing wanted: String) async throws -> Bool {
        while true {
            if let found = text.firstRange(of: wanted) {
                text = String(text[found.upperBound...])
                return true
            }
            guard let chunk = try await chunks.next() else { return false }
            text += String(buffer: chunk)
        }
    }
}
