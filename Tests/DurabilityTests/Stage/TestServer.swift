import AsyncHTTPClient
import Broker
import Crypto
import FoundationEssentials
import Glibc
import NIOCore
import Scratch

/// A server's folder and the processes that work in it, in a folder of the test's own.
final class TestServer: Sendable {
    private let place = TemporaryFolder(under: TestServer.fastFolder)
    var root: String { place.path }
    let home: Home
    let base: String
    let log: String
    private let port: Int
    let agentToken = RandomIDs.token()
    /// Of somebody for compliance, and of a supervisor.
    let officerToken = RandomIDs.token()
    let supervisorToken = RandomIDs.token()
    private let mail: MailLab?
    private let attachmentSeconds: Int?
    /// A server without power is to be noticed at once, not to be tried again.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
    static let bank = "2975699229"
    static let consumerSecret = "a consumer secret of nobody"
    static let origin = "log.northbridge.test/nb-uk"

    /// - Parameter environment: of the process that makes the server's folder.
    /// - Parameter mail: servers whose mailbox of the desk it reads.
    /// - Parameter attachmentSeconds: how long letters wait for their files; nil is as usual.
    init(
        mail: MailLab? = nil, attachmentSeconds: Int? = nil, environment: (TestServer) throws -> [String: String] = { _ in [:] }
    ) throws {
        self.mail = mail
        self.attachmentSeconds = attachmentSeconds
        try Self.make(["data", "journal", "tmp"], in: place)
        let root = place.path
        home = Home(root + "/data/server")
        log = root + "/log"
        port = try Self.freePort()
        base = "http://127.0.0.1:\(port)"
        let made = try Program(
            [Built.parley, "serve", "--init", "--home", home.path, "--origin", Self.origin], environment: environment(self), output: log)
        guard made.wait() == 0 else { throw StageError("the server's folder was not made: \(words)") }
        try configure()
    }

    /// A second server with everything that one holds which does not run, on a port of its own.
    init(copyOf other: TestServer) throws {
        mail = nil
        attachmentSeconds = other.attachmentSeconds
        try Self.make(["journal", "tmp"], in: place)
        let root = place.path
        home = Home(root + "/data/server")
        log = root + "/log"
        port = try Self.freePort()
        base = "http://127.0.0.1:\(port)"
        try FileManager.default.copyItem(atPath: other.root + "/data", toPath: root + "/data")
        try configure()
    }

    private static func make(_ folders: [String], in place: TemporaryFolder) throws {
        for folder in folders.map(place.file) {
            guard mkdir(folder, 0o700) == 0 else { throw StageError("the folder \(folder) cannot be made") }
        }
    }

    /// What an operator would write with an editor: a new file in the old one's place, and safe.
    func configure() throws {
        try Data("\(Self.consumerSecret)\n".utf8).write(to: URL(filePath: root + "/consumer-secret"))
        try Data("access token of nobody\n".utf8).write(to: URL(filePath: root + "/access-token"))
        func member(_ login: String, _ role: String, _ token: String) -> ServerConfiguration.Staff {
            let digest = SHA256.hash(data: Array(token.utf8)).map { String(String(UInt16($0) + 256, radix: 16).dropFirst()) }.joined()
            return ServerConfiguration.Staff(login: login, role: role, tokenSHA256: digest)
        }
        var configuration = ServerConfiguration(
            legalEntity: "NB-UK", brand: "Northbridge", jurisdiction: "GB", origin: Self.origin, policies: Built.sources + "/Policies",
            address: base, port: port,
            x: [
                ServerConfiguration.XAccount(
                    name: "northbridge", userID: Self.bank, network: "sandbox", scheme: "http", authority: "127.0.0.1:9",
                    consumerSecretFile: root + "/consumer-secret", accessTokenFile: root + "/access-token")
            ],
            staff: [
                member("ada", "agent", agentToken), member("cleo", "compliance_officer", officerToken),
                member("sue", "supervisor", supervisorToken),
            ])
        configuration.attachmentSeconds = attachmentSeconds
        if let mail {
            let password = root + "/desk-password"
            try Data("secret-desk\n".utf8).write(to: URL(filePath: password))
            guard chmod(password, 0o600) == 0 else { throw StageError("chmod: \(errno)") }
            configuration.mail = [
                ServerConfiguration.Mailbox(
                    address: "desk@bank.test", displayName: "Northbridge", imapHost: "localhost", imapPort: mail.imapPort,
                    submissionHost: "localhost", submissionPort: mail.submissionPort, authorityFile: mail.authorityFile,
                    user: "desk@bank.test", passwordFile: password, hostName: "broker.bank.test", trustedServers: ["mail.bank.test"])
            ]
        }
        try configuration.write(to: home.configuration)
    }

    /// Starts the server and waits until it answers; nil if it ended instead.
    func start(environment: [String: String] = [:]) async throws -> Program? {
        switch try await begin(environment: environment) {
        case .answers(let program): return program
        case .ended: return nil
        }
    }

    enum Beginning {
        case answers(Program)
        /// With this exit code.
        case ended(Int32)
    }

    func begin(environment: [String: String] = [:]) async throws -> Beginning {
        let program = try Program([Built.parley, "serve", "--home", home.path], environment: environment, output: log)
        for _ in 0..<1_200 {
            if let code = program.ended() { return .ended(code) }
            // No answer yet is no error here; the bound is that of the loop.
            if let status = try? await get("/health").status, status == 200 || status == 503 { return .answers(program) }
            // Another process: there is nothing to await, only to ask again.
            try await Task.sleep(for: .milliseconds(25))
        }
        program.stop(SIGKILL)
        throw StageError("the server neither answered nor ended within half a minute: \(words)")
    }

    /// After processes were killed: waits until the signer has let go of its head.
    func waitForSignerToEnd() throws {
        let file = open(home.signerHead, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        guard flock(file, LOCK_EX) == 0 else { throw StageError("the signer's head stays locked") }
    }

    func get(_ path: String, as token: String? = nil) async throws -> (status: Int, body: [UInt8]) {
        var request = HTTPClientRequest(url: base + path)
        request.headers.add(name: "authorization", value: "Bearer \(token ?? agentToken)")
        return try await send(request)
    }

    func post(_ path: String, _ body: some Encodable, as token: String? = nil) async throws -> (status: Int, body: [UInt8]) {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.headers.add(name: "authorization", value: "Bearer \(token ?? agentToken)")
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(body)))
        return try await send(request)
    }

    /// One delivery of the network, signed as it signs.
    func deliver(_ body: String, signed: Bool = true) async throws -> Int {
        let bytes = Array(body.utf8)
        var request = HTTPClientRequest(url: base + "/webhooks/x/northbridge")
        request.method = .POST
        if signed {
            let code = HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: Array(Self.consumerSecret.utf8)))
            request.headers.add(name: "x-twitter-webhooks-signature", value: "sha256=" + Data(code).base64EncodedString())
        }
        request.body = .bytes(ByteBuffer(bytes: bytes))
        return try await send(request).status
    }

    func status() async throws -> ServerStatus {
        try JSONDecoder().decode(ServerStatus.self, from: Data(try await get("/api/status").body))
    }

    private func send(_ request: HTTPClientRequest) async throws -> (status: Int, body: [UInt8]) {
        let response = try await Self.client.execute(request, timeout: .seconds(20))
        return (Int(response.status.code), Array(try await response.body.collect(upTo: 16 << 20).readableBytesView))
    }

    /// The last words of its processes.
    var words: String { FileManager.default.contents(atPath: log).map { String(decoding: $0.suffix(2_000), as: UTF8.self) } ?? "" }

    /// In memory where there is room: what is tested is what the server asks of a disk, not the disk.
    private static let fastFolder: String = {
        var status = statvfs()
        let isRoomy = statvfs("/dev/shm", &status) == 0 && UInt64(status.f_bavail) * UInt64(status.f_frsize) > 512 << 20
        return isRoomy && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    }()

    private static func freePort() throws -> Int {
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
        guard bound else { throw StageError("no free port") }
        return Int(address.sin_port.bigEndian)
    }
}
