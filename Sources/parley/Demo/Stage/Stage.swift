import AsyncHTTPClient
import Broker
import Crypto
import FoundationEssentials
import Glibc
import Logging
import Sandbox
import ServiceLifecycle

/// Everything that both demos need: the network, the mail servers, the server's folder and its process. Ended by process id.
final class Stage: Sendable {
    /// What is known before the network starts, for the windows of its page.
    struct Setting: Sendable {
        let folder: String
        let home: Home
        /// The server's address.
        let base: String
        let mail: MailLab
        let agent: Agent
        let auditor: Agent
    }

    /// Where things are to stand; nil or 0 takes what is free.
    struct Wishes: Sendable {
        var lab: String
        var policies: String
        var keep: String?
        var port: Int?
        var networkPort = 0
        /// Mailboxes of customers besides the lab's own.
        var mailboxes: [String] = []
    }

    let setting: Setting
    let network: SandboxNetwork
    let networkPort: Int
    let bank: SandboxUser
    private let keeps: Bool
    private let sandboxGroup: ServiceGroup
    private let sandboxTask: Task<Void, any Error>

    var folder: String { setting.folder }
    var home: Home { setting.home }
    var base: String { setting.base }
    var agent: Agent { setting.agent }

    static let bankHandle = "NorthbridgeHelp"
    private static let consumerSecret = "sandbox consumer secret"
    private static let accessToken = "sandbox access token"

    /// - Parameter page: what the network's own page shows; by default it has none.
    static func set(_ wishes: Wishes, page: (Setting) throws -> SandboxPage? = { _ in nil }) async throws -> Stage {
        try requirePolicies(wishes.policies)
        let folder = wishes.keep ?? TemporaryPlace.path("demo")
        // The mail servers change users and must pass through; what is secret has rights of its own.
        guard mkdir(folder, 0o755) == 0 else {
            throw StorageError.cannotOpen("The folder \(folder) cannot be made: \(String(cString: strerror(errno))).")
        }
        do {
            let mail = try await MailLab.start(wishes.lab, in: folder, accounts: wishes.mailboxes)
            do { return try await Stage(wishes, folder: folder, mail: mail, page: page) } catch {
                await mail.stop()
                throw error
            }
        } catch {
            if wishes.keep == nil { remove(folder) }
            throw error
        }
    }

    private init(_ wishes: Wishes, folder: String, mail: MailLab, page: (Setting) throws -> SandboxPage?) async throws {
        let port = try wishes.port ?? LoopbackPort.free()
        let base = "http://127.0.0.1:\(port)"
        let (agentToken, auditorToken) = (RandomIDs.token(), RandomIDs.token())
        setting = Setting(
            folder: folder, home: Home(folder + "/server"), base: base, mail: mail, agent: Agent(base: base, token: agentToken),
            auditor: Agent(base: base, token: auditorToken))
        keeps = wishes.keep != nil
        network = SandboxNetwork(seed: 7, now: { Server.clock().milliseconds })
        let sandbox = SandboxServer(network: network, port: wishes.networkPort, page: try page(setting))
        var logger = Logger(label: "demo")
        logger.logLevel = .error
        let group = ServiceGroup(services: [sandbox], logger: logger)
        let task = Task { try await group.run() }
        (sandboxGroup, sandboxTask) = (group, task)
        guard let bound = await sandbox.port() else {
            throw StorageError.cannotOpen("The network did not start on port \(wishes.networkPort): \(await Self.reason(task)).")
        }
        networkPort = bound
        do {
            bank = try network.createUser(handle: Self.bankHandle, name: "Northbridge Bank")
            try setting.home.create(
                Self.configuration(
                    setting, port: port, networkPort: bound, bank: bank, policies: wishes.policies,
                    staff: [
                        ServerConfiguration.Staff(login: "ada", role: "agent", tokenSHA256: Self.sha256(agentToken)),
                        ServerConfiguration.Staff(login: "otto", role: "auditor", tokenSHA256: Self.sha256(auditorToken)),
                    ]))
            try network.subscribe(
                SandboxSubscription(
                    account: bank.id, url: "\(base)/webhooks/x/northbridge", consumerSecret: Self.consumerSecret,
                    accessToken: Self.accessToken))
        } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
    }

    static func requirePolicies(_ folder: String) throws {
        guard FileManager.default.fileExists(atPath: "\(folder)/vocabulary.yaml") else {
            throw StorageError.cannotOpen("There is no vocabulary.yaml in '\(folder)': --policies names the folder with the packs.")
        }
    }

    private static func configuration(
        _ setting: Setting, port: Int, networkPort: Int, bank: SandboxUser, policies: String, staff: [ServerConfiguration.Staff]
    ) throws -> ServerConfiguration {
        func secret(_ name: String, _ value: String) throws -> String {
            let path = setting.folder + "/" + name
            try PrivateFile.create(path, Array("\(value)\n".utf8))
            return path
        }
        var configuration = ServerConfiguration(
            legalEntity: "NB-UK", brand: "Northbridge", jurisdiction: "GB", origin: "log.northbridge.test/nb-uk",
            policies: absolute(policies), address: setting.base, port: port,
            x: [
                ServerConfiguration.XAccount(
                    name: "northbridge", userID: String(bank.id), network: "sandbox", scheme: "http",
                    authority: "127.0.0.1:\(networkPort)", consumerSecretFile: try secret("consumer-secret", consumerSecret),
                    accessTokenFile: try secret("access-token", accessToken))
            ],
            mail: [
                ServerConfiguration.Mailbox(
                    address: "desk@bank.test", displayName: "Northbridge Bank", imapHost: "localhost",
                    imapPort: try setting.mail.port("LAB_IMAP_PORT"), submissionHost: "localhost",
                    submissionPort: try setting.mail.port("LAB_SUBMISSION_PORT"), authorityFile: setting.mail.authority,
                    user: "desk@bank.test", passwordFile: try secret("desk-password", "secret-desk"), hostName: "broker.bank.test",
                    trustedServers: ["mail.bank.test"])
            ],
            chat: [
                ServerConfiguration.ChatAccount(
                    name: "northbridge", title: "Northbridge Bank", line: "Every day from 8 to 20",
                    origins: ["http://127.0.0.1:\(networkPort)", "http://localhost:\(networkPort)"])
            ],
            staff: staff)
        // Whom the packs want for promotions; without her what they hold would wait for ever.
        configuration.approvers = ["fin_prom_approver": ["grace"]]
        return configuration
    }

    /// Starts the server as a process of its own and waits until it answers.
    func startServer() async throws -> ChildProcess {
        let server = try ChildProcess(
            ["/proc/self/exe", "serve", "--home", home.path, "--until-input-closes"], output: folder + "/server.log", isLeashed: true)
        do {
            for _ in 0..<400 {
                if let response = try? await HTTPClient.shared.execute(HTTPClientRequest(url: base + "/health"), timeout: .seconds(2)),
                    response.status == .ok
                {
                    return server
                }
                if server.ending != nil { break }
                try await Task.sleep(for: .milliseconds(50))
            }
        } catch {
            server.stop(SIGKILL)
            throw error
        }
        server.stop(SIGKILL)
        let log = FileManager.default.contents(atPath: folder + "/server.log").map { String(decoding: $0.suffix(400), as: UTF8.self) } ?? ""
        throw StorageError.cannotOpen("The server did not start; \(folder)/server.log says why:\n\(log)")
    }

    /// The log's key in one line, as it is handed to whoever verifies.
    func verifierKey() throws -> String {
        String(String(decoding: try Data(contentsOf: URL(filePath: home.verifierKey)), as: UTF8.self).prefix(while: { $0 != "\n" }))
    }

    func end() async {
        await sandboxGroup.triggerGracefulShutdown()
        if case .failure(let error) = await sandboxTask.result { Words.say("The network did not end well: \(error)") }
        await setting.mail.stop()
        if !keeps { Self.remove(folder) }
    }

    private static func remove(_ folder: String) {
        do { try FileManager.default.removeItem(atPath: folder) } catch { Words.say("\(folder) could not be removed: \(error)") }
    }

    private static func reason(_ task: Task<Void, any Error>) async -> String {
        if case .failure(let error) = await task.result { "\(error)" } else { "it ended at once" }
    }

    static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    static func sha256(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).map { String(String(UInt16($0) + 256, radix: 16).suffix(2)) }.joined()
    }
}
