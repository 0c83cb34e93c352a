import AsyncHTTPClient
import Broker
import FoundationEssentials
import Glibc
import NIOCore

/// A server on a folder full of conversations, somebody who is signed in, and a browser's requests from another process.
final class DeskStage {
    private let home: Home
    private let log: String
    private let port: Int
    private var server: ChildProcess?
    private static let login = "bench.desk"

    init(home: String) throws {
        self.home = Home(Stage.absolute(home))
        log = self.home.path + "/bench-desk.log"
        port = try LoopbackPort.free()
        var configuration = try ServerConfiguration.read(from: self.home.configuration)
        configuration.port = port
        configuration.address = "http://127.0.0.1:\(port)"
        if configuration.x.isEmpty {
            // With an account of the firm the page has its composer; nothing is sent by looking.
            let secret = self.home.path + "/bench-secret"
            if !FileManager.default.fileExists(atPath: secret) { try PrivateFile.create(secret, Array("\(RandomIDs.token())\n".utf8)) }
            configuration.x = [
                ServerConfiguration.XAccount(
                    name: "bench", userID: "1", network: "sandbox", scheme: "http", authority: "127.0.0.1:9", consumerSecretFile: secret,
                    accessTokenFile: secret)
            ]
        }
        try configuration.write(to: self.home.configuration)
    }

    func measure(connections: Int, seconds: Double) async throws -> BenchmarkResult {
        try await start()
        defer { server?.stop() }
        let cookie = try await signIn()
        let pages = try await pages(cookie)
        // What the first requests load is not what somebody waits for all day.
        _ = try load(["/desk"], cookie, connections: connections, seconds: 1)
        let inbox = try load(["/desk", "/desk?show=unassigned"] + pages.queues, cookie, connections: connections, seconds: seconds)
        let talks = try load(pages.conversations, cookie, connections: connections, seconds: seconds)
        let count = try await conversations()
        return DeskBenchmark.result(
            [.init(name: "inbox", load: inbox), .init(name: "conversation", load: talks)], conversations: count,
            connections: connections, home: home.path)
    }

    private func start() async throws {
        let server = try ChildProcess(["/proc/self/exe", "serve", "--home", home.path], output: log)
        self.server = server
        for _ in 0..<2_400 {
            if let response = try? await HTTPClient.shared.execute(
                HTTPClientRequest(url: "http://127.0.0.1:\(port)/health"), timeout: .seconds(2)), response.status == .ok
            {
                return
            }
            if kill(server.pid, 0) != 0 { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw StorageError.cannotOpen("The server did not start; \(log) says why.")
    }

    /// Sets a password through a one-time link and signs in, as people do.
    private func signIn() async throws -> String {
        let token = try await DeskBenchmark.register(Self.login, in: home)
        for _ in 0..<200 where try await !DeskBenchmark.isReady(Self.login, in: home) { try await Task.sleep(for: .milliseconds(50)) }
        let password = RandomIDs.token()
        _ = try await post("/sign-in/\(token)", "name=Bench&password=\(password)&repeated=\(password)")
        let answer = try await post("/sign-in", "login=\(Self.login)&password=\(password)")
        guard let cookie = answer.headers["set-cookie"].lazy.compactMap({ Self.session(in: $0) }).first else {
            throw StorageError.cannotOpen("Signing in did not work; \(log) may say why.")
        }
        return cookie
    }

    private static func session(in cookie: String) -> String? {
        cookie.hasPrefix("parley=") ? String(cookie.dropFirst(7).prefix { $0 != ";" }) : nil
    }

    private func post(_ path: String, _ form: String) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        request.body = .bytes(ByteBuffer(string: form))
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        let client = HTTPClient(configuration: configuration)
        do {
            let response = try await client.execute(request, timeout: .seconds(30))
            _ = try await response.body.collect(upTo: 4 << 20)
            try await client.shutdown()
            return response
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    private func get(_ path: String, _ cookie: String) async throws -> String {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.headers.add(name: "cookie", value: "parley=\(cookie)")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let text = String(buffer: try await response.body.collect(upTo: 16 << 20))
        guard response.status == .ok else { throw StorageError.cannotOpen("\(path) answered \(response.status.code).") }
        return text
    }

    /// Addresses of queue pages and conversations, found by turning pages as people do.
    private func pages(_ cookie: String) async throws -> (queues: [String], conversations: [String]) {
        var queues: [String] = []
        var conversations: [String] = []
        var path: String? = "/desk"
        while let here = path, queues.count < 40 {
            let page = try await get(here, cookie)
            for piece in page.components(between: "data-id=\"", and: "\"") where piece.count == 32 {
                conversations.append("/desk/\(piece)")
            }
            path = page.components(between: "rel=\"next\" href=\"", and: "\"").first?.replacing("&amp;", with: "&")
            if let path { queues.append(path) }
        }
        guard !conversations.isEmpty else {
            throw StorageError.cannotOpen("\(home.path) has no open conversation. Fill it first with `parley bench seed`.")
        }
        return (queues, conversations)
    }

    private func conversations() async throws -> Int {
        let folder = try LedgerFolder(home.path)
        return try folder.conversationCount()
    }

    /// Lets another process ask for the pages, one after another on every connection.
    private func load(_ paths: [String], _ cookie: String, connections: Int, seconds: Double) throws -> IntakeLoad.Result {
        let list = home.path + "/bench-desk.paths"
        let output = home.path + "/bench-desk.json"
        try Data(([cookie] + paths).joined(separator: "\n").utf8).write(to: URL(filePath: list))
        try Data().write(to: URL(filePath: output))
        defer { for path in [list, output] { _ = unlink(path) } }
        let status = try ChildProcess(
            [
                "/proc/self/exe", "bench-desk-load", "--port", String(port), "--paths", list, "--connections", String(connections),
                "--seconds", String(seconds),
            ], output: output
        ).wait()
        guard status == 0, let data = FileManager.default.contents(atPath: output),
            let report = try? JSONDecoder().decode(DeskLoadReport.self, from: data)
        else { throw StorageError.cannotOpen("The load ended early; \(log) may say why.") }
        return report.result
    }
}

/// What the load tells, over its standard output.
struct DeskLoadReport: Codable {
    var accepted: Int
    var refused: Int
    var seconds: Double
    var latencies: [UInt32]

    init(_ result: IntakeLoad.Result) {
        accepted = result.accepted
        refused = result.refused
        seconds = result.seconds
        latencies = result.latencies
    }

    var result: IntakeLoad.Result {
        var result = IntakeLoad.Result()
        result.accepted = accepted
        result.refused = refused
        result.seconds = seconds
        result.latencies = latencies
        return result
    }
}

extension String {
    /// What stands between two texts, each time.
    fileprivate func components(between open: String, and close: String) -> [String] {
        var found: [String] = []
        var rest = self[...]
        while let start = rest.firstRange(of: open) {
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: close) else { break }
            found.append(String(rest[..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        return found
    }
}
