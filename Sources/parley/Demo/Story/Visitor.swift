import AsyncHTTPClient
import Broker
import FoundationEssentials
import NIOCore

/// Somebody with a browser: keeps the one cookie that the pick-up page sets.
struct Visitor {
    var cookie: String?

    struct Page {
        var status: Int
        var text: String
    }

    mutating func get(_ url: String) async throws -> Page { try await send(HTTPClientRequest(url: url)) }

    mutating func post(_ url: String, _ name: String, _ value: String) async throws -> Page {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        let escaped = value.utf8.map { byte in
            byte.isAlphanumeric ? String(UnicodeScalar(byte)) : "%" + String(UInt16(byte) + 256, radix: 16).suffix(2)
        }.joined()
        request.body = .bytes(ByteBuffer(string: "\(name)=\(escaped)"))
        return try await send(request)
    }

    private mutating func send(_ request: HTTPClientRequest) async throws -> Page {
        var request = request
        if let cookie { request.headers.add(name: "cookie", value: cookie) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        if let set = response.headers.first(name: "set-cookie") { cookie = String(set.prefix(while: { $0 != ";" })) }
        return Page(status: Int(response.status.code), text: String(buffer: try await response.body.collect(upTo: 1 << 20)))
    }
}

extension UInt8 {
    fileprivate var isAlphanumeric: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
}
