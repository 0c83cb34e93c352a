import AsyncHTTPClient
import Broker
import Crypto
import Foundation
import Glibc
import NIOCore
import SQL
import Sandbox
import Scratch

/// A small network in this process, a server's folder, and the server as a process of its own; taken down whatever happens.
final class Stage: Sendable {
    private let place = TemporaryFolder()
    var folder: String { place.path }
    let home: Home
    let network: SandboxNetwork
    let bank: SandboxUser
    let base: String
    let consumerSecret = "consumer-secret-of-the-test"
    let ada: Person
    let bob: Person
    let cleo: Person
    let otto: Person
    let sue: Person
    let policies: String
    private let sandbox: SandboxServer
    private let sandboxTask: Task<Void, any Error>

    /// What a test may ask for.
    struct Wishes {
        /// A folder of policies of the test's own, made from the shipped ones.
        var ownPolicies = false
        var mail: MailLab?
        var quarantineSeconds: Int?
        var attachmentSeconds: Int?
        /// Where the server's folder is to lie; nil is beside everything else.
        var serverFolder: String?
        var limits = SandboxLimits()
        var handoffMinutes: Int?
        var chats: [ServerConfiguration.ChatAccount] = []
    }

    /// Sets the stage, plays, and takes everything down again. The server is started by the play.
    static func play(_ wishes: Wishes = Wishes(), _ body: (Stage) async throws -> Void) async throws {
        let stage = try await Stage(wishes)
        let result: Result<Void, any Error>
        do { result = .success(try await body(stage)) } catch { result = .failure(error) }
        if case .failure = result, let log = try? String(contentsOfFile: stage.log, encoding: .utf8) { print(log.suffix(4_000)) }
        await stage.end()
        try result.get()
    }

    private init(_ wishes: Wishes) async throws {
        let folder = place.path
        var limits = wishes.limits
        limits.writesInWindow = 100_000
        limits.readsInWindow = 100_000
        limits.deliveryAttempts = 1_000
        network = SandboxNetwork(seed: 11, limits: limits, now: { Server.clock().milliseconds })
        // A receiver that is down for a moment is asked again soon.
        let courier = SandboxCourier(
            network: network,
            pause: { _ in
                // Another process: it is asked again.
                try await Task.sleep(for: .milliseconds(100))
            })
        let sandbox = SandboxServer(network: network, courier: courier)
        self.sandbox = sandbox
        sandboxTask = Task { try await sandbox.run() }
        guard let sandboxPort = await sandbox.port() else { throw StageError("the sandbox network did not start") }
        bank = try network.createUser(handle: "ExampleBank", name: "Example Bank")
        let port = try Self.freePort()
        base = "http://127.0.0.1:\(port)"
        home = Home(wishes.serverFolder ?? folder + "/server")
        let shipped = URL(filePath: #filePath).appending(path: "../../../../Policies").standardized.path(percentEncoded: false)
        policies = wishes.ownPolicies ? folder + "/policies" : shipped
        if wishes.ownPolicies { try FileManager.default.copyItem(atPath: shipped, toPath: policies) }
        ada = Person(base: base, login: "ada", role: "agent")
        bob = Person(base: base, login: "bob", role: "agent")
        cleo = Person(base: base, login: "cleo", role: "compliance_officer")
        otto = Person(base: base, login: "otto", role: "auditor")
        sue = Person(base: base, login: "sue", role: "supervisor")
        var configuration = ServerConfiguration(
            legalEntity: "EX-UK", brand: "Example", jurisdiction: "GB", origin: "log.example.test/ex-uk", policies: policies, address: base,
            port: port,
            x: [
                ServerConfiguration.XAccount(
                    name: "example", userID: String(bank.id), network: "sandbox", scheme: "http", authority: "127.0.0.1:\(sandboxPort)",
                    consumerSecretFile: try Self.secret("consumer-secret", consumerSecret, in: folder),
                    accessTokenFile: try Self.secret("access-token", "access-token-of-the-test", in: folder))
            ],
            staff: [ada, bob, cleo, otto, sue].map { person in
                ServerConfiguration.Staff(login: person.login, role: person.role, tokenSHA256: person.tokenSHA256)
            })
        configuration.approvers = ["fin_prom_approver": [sue.login]]
        configuration.quarantineSeconds = wishes.quarantineSeconds
        configuration.attachmentSeconds = wishes.attachmentSeconds
        configuration.handoffMinutes = wishes.handoffMinutes ?? configuration.handoffMinutes
        configuration.chat = wishes.chats.isEmpty ? nil : wishes.chats
        if let mail = wishes.mail {
            configuration.mail = [
                ServerConfiguration.Mailbox(
                    address: "desk@bank.test", displayName: "Example Bank", imapHost: "localhost", imapPort: mail.imapPort,
                    submissionHost: "localhost", submissionPort: mail.submissionPort, authorityFile: mail.authorityFile,
                    user: "desk@bank.test", passwordFile: try Self.secret("desk-password", "secret-desk", in: folder),
                    hostName: "broker.bank.test", trustedServers: ["mail.bank.test"])
            ]
        }
        try home.create(configuration)
        try network.subscribe(
            SandboxSubscription(
                account: bank.id, url: "\(base)/webhooks/x/example", consumerSecret: consumerSecret, accessToken: "access-token-of-the-test"
            ))
    }

    var log: String { folder + "/server.log" }

    /// The program, which SwiftPM puts beside the bundle of the tests.
    static var executable: String {
        Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent().appending(path: "parley")
            .path(percentEncoded: false)
            ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "parley")
            .path(percentEncoded: false)
    }

    /// Starts the server and waits until it answers, with whatever status.
    func start() async throws -> Child {
        let server = try Child([Self.executable, "serve", "--home", home.path], output: log)
        return try await wait("the server to answer") {
            guard server.isRunning else { throw StageError("the server ended at once") }
            return await answers() ? server : nil
        }
    }

    private func answers() async -> Bool {
        do {
            _ = try await HTTPClient.shared.execute(HTTPClientRequest(url: base + "/health"), timeout: .seconds(2))
            return true
        } catch { return false }
    }

    private func end() async {
        sandbox.releaseHeldAnswers()
        sandboxTask.cancel()
        _ = await sandboxTask.result
    }

    func releaseHeldAnswers() { sandbox.releaseHeldAnswers() }

    /// Asks again and again, for half a minute.
    func wait<Value>(_ what: String, _ ask: () async throws -> Value?) async throws -> Value {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            if let value = try await ask() { return value }
            // Another process: there is nothing to await, only to ask again.
            try await Task.sleep(for: .milliseconds(20))
        }
        throw StageError("waited half a minute for \(what)")
    }

    /// Delivers a body as the network would.
    /// - Parameter signature: nil sends no header; by default the right one.
    func deliver(_ body: String, signature: String?? = .none, to path: String = "/webhooks/x/example") async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        if let signature = signature ?? self.signature(of: body) {
            request.headers.add(name: "x-twitter-webhooks-signature", value: signature)
        }
        request.body = .bytes(ByteBuffer(string: body))
        return try await HTTPClient.shared.execute(request, timeout: .seconds(60))
    }

    /// Written apart from the product's: base 64 of the HMAC-SHA256 under the consumer secret.
    func signature(of text: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: Data(consumerSecret.utf8)))
        return "sha256=" + Data(code).base64EncodedString()
    }

    /// A number straight from the server's database, which is only read.
    func number(_ sql: String) throws -> Int {
        let connection = try Connection(path: home.path + "/ledger.db", .readOnly)
        return try connection.first(sql) { (row) throws(SQLError) in try row.int(0) } ?? 0
    }

    var entries: Int { get throws { try number("SELECT coalesce(max(idx) + 1, 0) FROM entry") } }

    static func secret(_ name: String, _ value: String, in folder: String) throws -> String {
        let path = folder + "/" + name
        try Data("\(value)\n".utf8).write(to: URL(filePath: path))
        guard chmod(path, 0o600) == 0 else { throw StageError("chmod: \(errno)") }
        return path
    }

    /// Changes the server's configuration before it starts.
    func configure(_ change: (inout ServerConfiguration) -> Void) throws {
        var configuration = try ServerConfiguration.read(from: home.configuration)
        change(&configuration)
        try configuration.write(to: home.configuration)
    }

    /// Changes the database of a server, as a hand with the rights to would.
    func execute(_ sql: String) throws { try Connection(path: home.path + "/ledger.db", .readWrite).execute(sql) }

    static func freePort() throws -> Int {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        guard bound else { throw StageError("no free port: \(errno)") }
        return Int(address.sin_port.bigEndian)
    }
}
