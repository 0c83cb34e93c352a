import FoundationEssentials
import Logging

/// How long a server's ledger of many entries takes until it accepts and seals again, and how long the proof of one entry among them takes.
public enum RestartBenchmark {
    /// - Parameters:
    ///   - entries: how many the ledger has; none of them is read at a start but those at its edge.
    ///   - runs: how often it is opened, each time with a signer process of its own.
    ///   - folder: where the server's folder is made and removed again.
    public static func run(
        entries: Int, runs: Int, folder: String?, progress: @escaping @Sendable (UInt64, UInt64) -> Void
    ) async throws -> BenchmarkResult {
        let path = folder.map { "\($0)/parley-bench-restart-\(UInt64.random(in: .min ... .max))" } ?? TemporaryPath.folder("restart")
        defer { _ = try? FileManager.default.removeItem(atPath: path) }
        let home = try await fill(path, entries, progress)
        var starts: [Duration] = []
        var proofs: [Duration] = []
        var size: UInt64 = 0
        for _ in 0..<max(1, runs) {
            let opened = try await open(home)
            starts.append(opened.ready)
            proofs += opened.proofs
            size = opened.entries
        }
        let ready = Latencies(starts)
        let proof = Latencies(proofs)
        return BenchmarkResult(
            name: "restart", rate: 1_000 / max(ready.p50, 0.001), milliseconds: ready,
            figures: [
                ("unit", .word("starts, from opening to the next entry sealed")), ("entries", .count(Int(size))),
                ("proof_p50_ms", .number(proof.p50)), ("proof_p99_ms", .number(proof.p99)), ("proofs", .count(proofs.count)),
                ("peak_rss_mb", .number(ProcessMemory.peak)),
            ],
            settings: [
                ("runs", .count(starts.count)), ("signer", .word("a process of its own, started anew")),
                ("page_cache", .word("as the last run left it")), ("policies", .word("none: reading them takes the same at any size")),
            ])
    }

    /// Makes the ledger, by the real committer and sealer.
    private static func fill(_ path: String, _ entries: Int, _ progress: @escaping @Sendable (UInt64, UInt64) -> Void) async throws -> Home
    {
        let server = try await BenchmarkServer(folder: path, policies: nil)
        let store = server.store
        let together = min(Store.greatestGroup, max(1, entries))
        let groups = (entries + together - 1) / together
        do {
            _ = try await server.repeated(groups, atOnce: 8) { number in
                let commands = (0..<together).map { place in
                    Command(id: RandomIDs.event(), principal: .system, order: .heartbeat(entries: UInt64(number * together + place)))
                }
                for result in try await store.submit(together: commands) { _ = try result.get() }
                if number % 64 == 0 { progress(UInt64(number * together), UInt64(entries)) }
            }
            await store.waitUntilSealed(store.status.accepted - 1)
            // The last checkpoint has a commit of its own.
            try await store.note { _ in }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
        progress(UInt64(entries), UInt64(entries))
        return server.home
    }

    private static let proofsEach = 200

    private static func open(_ home: Home) async throws -> (ready: Duration, proofs: [Duration], entries: UInt64) {
        let configuration = try ServerConfiguration.read(from: home.configuration)
        let defaults = Terms.Defaults(
            legalEntity: configuration.legalEntity, brand: configuration.brand, product: configuration.product,
            jurisdiction: configuration.jurisdiction)
        let start = ContinuousClock.now
        let signer = SignerProcess(executable: "/proc/self/exe", home: home, log: try home.logKeys(), logger: Logger(label: "signer"))
        defer { signer.stop() }
        let store = try await Store(
            at: home.store(origin: configuration.origin), terms: Terms.unavailable(defaults), signing: signer.signing, clock: Server.clock)
        let sealing = Task { await store.run() }
        let receipt = try await store.submit(
            Command(id: RandomIDs.event(), principal: .system, order: .heartbeat(entries: store.status.accepted)))
        guard await store.waitUntilSealed(receipt.index) else { throw StorageError.cannotOpen("The ledger could not be sealed.") }
        let ready = ContinuousClock.now - start
        let proofs = try LedgerBenchmark.proofTimes(store, count: proofsEach)
        try await store.note { _ in }
        sealing.cancel()
        await sealing.value
        return (ready, proofs, store.status.accepted)
    }
}
