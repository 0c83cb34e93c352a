import AsyncHTTPClient
import Broker
import FoundationEssentials
import Glibc

/// A server under measurement: its folder, its process, and the load beside it. Ended by process id.
final class IntakeStage {
    private let folder: String
    private let home: Home
    private let keeps: Bool
    private let preload: String?
    private let port: Int
    private let token: String
    private var server: ChildProcess?

    private static let account = "bench"
    private var secret: String { folder + "/secret" }
    private var authorsFile: String { folder + "/authors" }

    /// - Parameters:
    ///   - keep: a folder that stays; one of an earlier run is gone on with.
    ///   - preload: a library for the server and its signer.
    init(policies: String, keep: String?, preload: String?) throws {
        // A server without packs decides nothing, and is fast for it.
        try Stage.requirePolicies(policies)
        folder = Stage.absolute(keep ?? TemporaryPlace.path("bench"))
        keeps = keep != nil
        self.preload = preload.map(Stage.absolute)
        home = Home(folder + "/server")
        port = try LoopbackPort.free()
        token = RandomIDs.token()
        let isNew = !home.isIncepted
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw StorageError.cannotOpen("The folder \(folder) cannot be made: \(String(cString: strerror(errno))).")
        }
        guard access(folder + "/.", W_OK | X_OK) == 0 else {
            throw StorageError.cannotOpen("'\(folder)' is no folder to write to: \(String(cString: strerror(errno))).")
        }
        let configuration = ServerConfiguration(
            legalEntity: "NB-UK", brand: "Northbridge", jurisdiction: "GB", origin: "log.northbridge.test/bench",
            policies: Stage.absolute(policies), address: "http://127.0.0.1:\(port)", port: port,
            x: [
                ServerConfiguration.XAccount(
                    name: Self.account, userID: "1", network: "sandbox", scheme: "http", authority: "127.0.0.1:9",
                    consumerSecretFile: folder + "/secret", accessTokenFile: folder + "/secret")
            ],
            staff: [ServerConfiguration.Staff(login: "bench", role: "auditor", tokenSHA256: Stage.sha256(token))])
        if isNew {
            try PrivateFile.create(secret, Array("\(RandomIDs.token())\n".utf8))
            try home.create(configuration)
        } else {
            try configuration.write(to: home.configuration)
        }
    }

    func measure(connections: Int, seconds: Double, conversations: UInt64) async throws -> IntakeReport {
        if authors < conversations {
            try await start()
            // In parts, so that the requests of one fit into memory.
            while authors < conversations {
                try load(connections: 64, seconds: 0, messages: Int(min(100_000, conversations - authors)), onlyNew: true)
            }
            stop()
        }
        try await start()
        let load = Self.loadAverage
        try self.load(connections: connections, seconds: 1, messages: 20_000)
        let known = authors
        let before = try await measures()
        let busy = processorTime
        let result = try self.load(connections: connections, seconds: seconds, messages: Int(seconds * 15_000))
        let spent = processorTime - busy
        let after = try await measures()
        stop()
        let ledger = after.ledgerCommits - before.ledgerCommits
        return IntakeReport(
            rate: (Double(result.accepted) / result.seconds).rounded(), p50: result.p50, p99: result.p99, accepted: result.accepted,
            refused: result.refused, sealedLag: after.sealLagMilliseconds,
            rowsPerCommit: (Double(result.accepted) / Double(max(1, ledger)) * 10).rounded() / 10,
            serverMicroseconds: (spent * 1e6 / Double(max(1, result.accepted))).rounded(), ledger: ledger,
            keys: after.keyCommits - before.keyCommits, signer: after.seals - before.seals,
            settings: IntakeReport.Settings(
                after, connections: connections, seconds: seconds, conversations: known, cores: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
                bodyBytes: result.bodyBytes, load: load))
    }

    /// Removes the folder unless it is kept.
    func end() {
        stop()
        guard !keeps else { return }
        do { try FileManager.default.removeItem(atPath: folder) } catch { print("\(folder) could not be removed: \(error)") }
    }

    // MARK: The server

    private func start() async throws {
        if let preload { setenv("LD_PRELOAD", preload, 1) }
        defer { unsetenv("LD_PRELOAD") }
        let server = try ChildProcess(
            ["/proc/self/exe", "serve", "--until-input-closes", "--home", home.path], output: folder + "/server.log", isLeashed: true)
        self.server = server
        for _ in 0..<1_200 {
            if let response = try? await HTTPClient.shared.execute(
                HTTPClientRequest(url: "http://127.0.0.1:\(port)/health"), timeout: .seconds(2)), response.status == .ok
            {
                return
            }
            if server.ending != nil { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw StorageError.cannotOpen("The server did not start; \(folder)/server.log says why.")
    }

    private func stop() {
        server?.stop()
        server = nil
    }

    private func measures() async throws -> IntakeMeasures {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/api/measures")
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let body = try await response.body.collect(upTo: 1 << 16)
        return try JSONDecoder().decode(IntakeMeasures.self, from: Data(body.readableBytesView))
    }

    /// Seconds that the server has used of the processors, all threads (proc(5), fields 14 and 15 of stat).
    private var processorTime: Double {
        guard let server, let data = FileManager.default.contents(atPath: "/proc/\(server.pid)/stat"),
            let fields = String(data: data, encoding: .utf8)?.split(separator: ")").last?.split(separator: " "), fields.count > 12,
            let user = Double(fields[11]), let system = Double(fields[12])
        else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    private static var loadAverage: Double {
        var averages = [0.0]
        return getloadavg(&averages, 1) == 1 ? averages[0] : 0
    }

    // MARK: The load

    private var authors: UInt64 {
        FileManager.default.contents(atPath: authorsFile).flatMap { String(data: $0, encoding: .utf8) }.flatMap { UInt64($0) } ?? 0
    }

    @discardableResult
    private func load(connections: Int, seconds: Double, messages: Int, onlyNew: Bool = false) throws -> IntakeLoadReport {
        let output = folder + "/load.json"
        try Data().write(to: URL(filePath: output))
        let status = try ChildProcess(
            [
                "/proc/self/exe", "bench-load", "--port", String(port), "--account", Self.account, "--secret", secret, "--connections",
                String(connections), "--seconds", String(seconds), "--messages", String(messages), "--authors", String(authors),
            ] + (onlyNew ? ["--only-new"] : []), output: output
        ).wait()
        guard status == 0, let data = FileManager.default.contents(atPath: output),
            let report = try? JSONDecoder().decode(IntakeLoadReport.self, from: data)
        else { throw StorageError.cannotOpen("The load ended early; \(output) says why.") }
        try Data(String(report.authors).utf8).write(to: URL(filePath: authorsFile))
        return report
    }
}

extension IntakeReport {
    /// For people.
    var table: String {
        """
        durable webhooks   \(Int(rate)) a second
        latency            p50 \(p50) ms, p99 \(p99) ms
        accepted           \(accepted), refused \(refused)
        sealed after       p99 \(sealedLag) ms
        rows a commit      \(rowsPerCommit)
        server             \(Int(serverMicroseconds)) µs a webhook
        syncs              ledger \(syncs.ledger), keys \(syncs.keys), signer \(syncs.signer)
        settings           journal \(settings.journalMode), synchronous \(settings.synchronous), secure_delete \(settings.secureDelete), \
        \(settings.connections) connections, \(settings.conversations) conversations before, \(settings.cores) cores, \
        \(settings.bodyBytes) bytes a body, load average \(settings.load)
        """
    }
}
