import AsyncHTTPClient
import Broker
import Crypto
import FoundationEssentials
import Glibc
import Logging
import Mail
import Sandbox
import ServiceLifecycle

/// Everything that the story needs: the network, the mail servers, the server's folder and its process. Ended by process id.
final class Stage: Sendable {
    let folder: String
    let home: Home
    let network: SandboxNetwork
    let mail: [String: String]
    let bank: SandboxUser
    let agent: Agent
    let auditorToken: String
    let base: String
    private let keeps: Bool
    private let sandboxGroup: ServiceGroup
    private let sandboxTask: Task<Void, any Error>
    private let labScripts: String

    static let consumerSecret = "sandbox consumer secret"
    static let accessToken = "sandbox access token"

    init(lab: String, policies: String, keep: String?) async throws {
        folder = keep ?? "/tmp/parley-demo-\(getpid())"
        keeps = keep != nil
        labScripts = lab
        // The mail servers change users and must pass through; what is secret has rights of its own.
        guard mkdir(folder, 0o755) == 0 else {
            throw StorageError.cannotOpen("The folder \(folder) cannot be made: \(String(cString: strerror(errno))).")
        }
        mail = try Self.startMail(lab, in: folder)
        let clock: @Sendable () -> Int64 = { Server.clock().milliseconds }
        network = SandboxNetwork(seed: 7, now: clock)
        let sandbox = SandboxServer(network: network)
        var logger = Logger(label: "demo")
        logger.logLevel = .error
        let group = ServiceGroup(services: [sandbox], logger: logger)
        sandboxGroup = group
        sandboxTask = Task { try await group.run() }
        guard let sandboxPort = await sandbox.port() else { throw StorageError.cannotOpen("The sandbox network did not start.") }
        bank = try network.createUser(handle: "NorthbridgeHelp", name: "Northbridge Bank")

        let port = try Self.freePort()
        base = "http://127.0.0.1:\(port)"
        home = Home(folder + "/server")
        let agentToken = RandomIDs.token()
        auditorToken = RandomIDs.token()
        agent = Agent(base: base, token: agentToken)
        func secret(_ name: String, _ value: String) throws -> String {
            let path = folder + "/" + name
            try Data("\(value)\n".utf8).write(to: URL(filePath: path))
            guard chmod(path, 0o600) == 0 else { throw StorageError.cannotOpen("The rights of \(path) cannot be set.") }
            return path
        }
        func number(_ name: String) throws -> UInt16 {
            guard let value = mail[name].flatMap({ UInt16($0) }) else {
                throw StorageError.cannotOpen("The mail lab did not name \(name).")
            }
            return value
        }
        let configuration = ServerConfiguration(
            legalEntity: "NB-UK", brand: "Northbridge", jurisdiction: "GB", origin: "log.northbridge.test/nb-uk",
            policies: Self.absolute(policies),
            address: base, port: port,
            x: [
                ServerConfiguration.XAccount(
                    name: "northbridge", userID: String(bank.id), network: "sandbox", scheme: "http", authority: "127.0.0.1:\(sandboxPort)",
                    consumerSecretFile: try secret("consumer-secret", Self.consumerSecret),
                    accessTokenFile: try secret("access-token", Self.accessToken))
            ],
            mail: [
                ServerConfiguration.Mailbox(
                    address: "desk@bank.test", displayName: "Northbridge Bank", imapHost: "localhost",
                    imapPort: try number("LAB_IMAP_PORT"),
                    submissionHost: "localhost", submissionPort: try number("LAB_SUBMISSION_PORT"), authorityFile: mail["LAB_CA"],
                    user: "desk@bank.test", passwordFile: try secret("desk-password", "secret-desk"), hostName: "broker.bank.test",
                    trustedServers: ["mail.bank.test"])
            ],
            staff: [
                ServerConfiguration.Staff(login: "ada", role: "agent", tokenSHA256: Self.sha256(agentToken)),
                ServerConfiguration.Staff(login: "otto", role: "auditor", tokenSHA256: Self.sha256(auditorToken)),
            ])
        try home.create(configuration)
        try network.subscribe(
            SandboxSubscription(
                account: bank.id, url: "\(base)/webhooks/x/northbridge", consumerSecret: Self.consumerSecret, accessToken: Self.accessToken)
        )
    }

    /// Starts the server as a process of its own and waits until it answers.
    func startServer() async throws -> ChildProcess {
        let server = try ChildProcess(["/proc/self/exe", "serve", "--home", home.path], output: folder + "/server.log")
        for _ in 0..<200 {
            if let response = try? await HTTPClient.shared.execute(HTTPClientRequest(url: base + "/health"), timeout: .seconds(2)),
                response.status == .ok
            {
                return server
            }
            if kill(server.pid, 0) != 0 { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw StorageError.cannotOpen("The server did not start; \(folder)/server.log says why.")
    }

    /// The log's key in one line, as it is handed to whoever verifies.
    func verifierKey() throws -> String {
        String(String(decoding: try Data(contentsOf: URL(filePath: home.verifierKey)), as: UTF8.self).prefix(while: { $0 != "\n" }))
    }

    /// A mailbox of the lab, as its owner's mail program sees it.
    func account(_ address: String) throws -> MailAccount {
        guard let mailbox = MailAddress(address), let imap = mail["LAB_IMAP_PORT"].flatMap({ UInt16($0) }),
            let submission = mail["LAB_SUBMISSION_PORT"].flatMap({ UInt16($0) })
        else { throw StorageError.cannotOpen("The mail lab is not complete.") }
        let path = folder + "/password-\(mailbox.localPart)"
        try Data("secret-\(mailbox.localPart)\n".utf8).write(to: URL(filePath: path))
        guard chmod(path, 0o600) == 0 else { throw StorageError.cannotOpen("The rights of \(path) cannot be set.") }
        return MailAccount(
            address: mailbox, imap: try MailServer(host: "localhost", port: imap, security: .startTLS, authorityFile: mail["LAB_CA"]),
            submission: try MailServer(host: "localhost", port: submission, security: .startTLS, authorityFile: mail["LAB_CA"]),
            user: address,
            secret: .file(path: path), hostName: "client.cust.test", trustedServers: [])
    }

    func end() async {
        await sandboxGroup.triggerGracefulShutdown()
        if case .failure(let error) = await sandboxTask.result { print("The sandbox network did not end well: \(error)") }
        do { try ChildProcess(["bash", labScripts + "/down.sh", "--wipe", folder + "/mail"], output: folder + "/lab.log").wait() } catch {
            print("The mail lab in \(folder)/mail could not be stopped: \(error)")
        }
        if !keeps {
            do { try FileManager.default.removeItem(atPath: folder) } catch { print("\(folder) could not be removed: \(error)") }
        }
    }

    private static func startMail(_ scripts: String, in folder: String) throws -> [String: String] {
        let status = try ChildProcess(
            ["bash", scripts + "/up.sh", "--watch", String(getpid()), folder + "/mail"], output: folder + "/lab.log"
        ).wait()
        guard status == 0, let data = FileManager.default.contents(atPath: folder + "/mail/env"),
            let text = String(data: data, encoding: .utf8)
        else {
            throw StorageError.cannotOpen(
                "The mail servers did not start; \(folder)/lab.log says why. They need root and the packages of Tests/apt.txt.")
        }
        return Dictionary(
            text.split(separator: "\n").compactMap { line in
                let parts = line.split(separator: "=", maxSplits: 1)
                return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
            }, uniquingKeysWith: { first, _ in first })
    }

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
        guard bound else { throw StorageError.cannotOpen("No free port: \(String(cString: strerror(errno))).") }
        return Int(address.sin_port.bigEndian)
    }

    static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    static func sha256(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).map { String(String(UInt16($0) + 256, radix: 16).suffix(2)) }.joined()
    }
}
