import AsyncHTTPClient
import Foundation
import NIOCore

/// A browser of somebody's own: keeps the one cookie that the pick-up page sets.
struct Browser {
    private var cookie: String?

    mutating func get(_ url: String) async throws -> Person.Answer { try await ask(url, nil) }

    mutating func post(_ url: String, _ name: String, _ value: String) async throws -> Person.Answer {
        try await ask(url, "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")")
    }

    private mutating func ask(_ url: String, _ form: String?) async throws -> Person.Answer {
        var request = HTTPClientRequest(url: url)
        if let form {
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: form))
        }
        if let cookie { request.headers.add(name: "cookie", value: cookie) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        if let set = response.headers.first(name: "set-cookie") { cookie = String(set.prefix(while: { $0 != ";" })) }
        return try await Person.Answer(response)
    }
}
