import AsyncHTTPClient
import NIOCore
import Testing

/// A browser as far as the desk can tell: keeps one cookie, posts forms, follows nothing by itself.
struct DeskBrowser: Sendable {
    struct Answer: Sendable {
        var status: Int
        var headers: [(name: String, value: String)]
        var body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        subscript(name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
        /// The token in the page's forms.
        var csrf: String? {
            text.split(separator: "name=\"csrf\" value=\"", maxSplits: 1).dropFirst().first.map { String($0.prefix { $0 != "\"" }) }
        }
    }

    let base: String
    var cookie: String?
    /// What browsers send along with what is posted from a page of the same site.
    var site = "same-origin"

    init(base: String) { self.base = base }

    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.decompression = .disabled
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    func get(_ path: String, _ headers: [(String, String)] = []) async throws -> Answer {
        try await send(HTTPClientRequest(url: base + path), headers)
    }

    func post(_ path: String, _ form: [String: String], _ headers: [(String, String)]? = nil) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.body = .bytes(ByteBuffer(string: form.map { "\($0)=\(Self.escaped($1))" }.joined(separator: "&")))
        return try await send(request, [("content-type", "application/x-www-form-urlencoded")] + (headers ?? [("sec-fetch-site", site)]))
    }

    /// Signs in and keeps the session.
    mutating func signIn(_ login: String, _ password: String = OpenDesk.password) async throws {
        let answer = try await post("/sign-in", ["login": login, "password": password])
        try #require(answer.status == 303)
        cookie = try #require(answer["set-cookie"]?.split(separator: ";").first.map(String.init))
    }

    /// Posts a form with the token of the page that it stands on.
    func act(_ path: String, _ form: [String: String], on page: String) async throws -> Answer {
        var form = form
        let page = try await get(page)
        let csrf = try #require(page.csrf)
        form["csrf"] = csrf
        return try await post(path, form)
    }

    /// Opens a stream; the caller reads its body.
    func stream(_ path: String, _ headers: [(String, String)] = []) async throws -> HTTPClientResponse {
        try await Self.client.execute(prepared(HTTPClientRequest(url: base + path), headers), timeout: .seconds(30))
    }

    private func prepared(_ request: HTTPClientRequest, _ headers: [(String, String)]) -> HTTPClientRequest {
        var request = request
        if let cookie { request.headers.add(name: "cookie", value: cookie) }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        return request
    }

    private func send(_ request: HTTPClientRequest, _ headers: [(String, String)]) async throws -> Answer {
        let response = try await Self.client.execute(prepared(request, headers), timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 4 << 20)
        return Answer(
            status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) }, body: Array(body.readableBytesView))
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: String(Unicode.Scalar(byte))
            default: "%" + String(String(UInt16(byte) + 256, radix: 16).suffix(2))
            }
        }.joined()
    }
}
