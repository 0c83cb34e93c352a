import FoundationEssentials

/// How fast entries are appended, sealed and read back: the real committer, key store, sealer and signer process, with every sync.
public enum LedgerBenchmark {
    /// - Parameters:
    ///   - folder: where the server's folder is made and removed again; its disk is what is measured.
    ///   - atOnce: commands that wait at the same time.
    ///   - together: commands that are handed in as one group.
    public static func run(entries: Int, atOnce: Int, together: Int, folder: String?) async throws -> BenchmarkResult {
        let path = folder.map { "\($0)/parley-bench-ledger-\(UInt64.random(in: .min ... .max))" } ?? TemporaryPath.folder("ledger")
        defer { _ = try? FileManager.default.removeItem(atPath: path) }
        let server = try await BenchmarkServer(folder: path, policies: nil)
        do {
            let result = try await measure(server, entries, atOnce, min(together, atOnce, Store.greatestGroup))
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    /// How long the proof of one entry takes, its verification included, for entries from all over the log.
    static func proofTimes(_ store: Store, count: Int) throws -> [Duration] {
        let sealed = store.status.sealed
        return try (0..<count).map { _ in
            let index = UInt64.random(in: 0..<sealed)
            let start = ContinuousClock.now
            guard try store.proof(of: index) != nil else { throw StorageError.damaged("entry \(index) has no proof") }
            return ContinuousClock.now - start
        }
    }

    private static func measure(_ server: BenchmarkServer, _ entries: Int, _ atOnce: Int, _ together: Int) async throws -> BenchmarkResult {
        let store = server.store
        let append: @Sendable (Int) async throws -> Void = { number in
            let commands = (0..<together).map { place in
                Command(id: RandomIDs.event(), principal: .system, order: .heartbeat(entries: UInt64(number * together + place)))
            }
            for result in try await store.submit(together: commands) { _ = try result.get() }
        }
        let groups = (entries + together - 1) / together
        let entries = groups * together
        _ = try await server.repeated(min(2_000 / together + 1, groups), atOnce: atOnce / together, append)
        let before = await server.counts()
        let start = ContinuousClock.now
        let times = try await server.repeated(groups, atOnce: atOnce / together, append)
        let accepted = ContinuousClock.now - start
        await store.waitUntilSealed(store.status.accepted - 1)
        let sealed = ContinuousClock.now - start
        let after = await server.counts()
        let commits = after.commits - before.commits
        let proofs = Latencies(try proofTimes(store, count: 1_000))
        let pragmas = try store.durabilitySettings()
        return BenchmarkResult(
            name: "ledger", rate: Double(entries) / sealed.seconds, milliseconds: Latencies(times),
            figures: [
                ("unit", .word("entries appended, sealed and read back")), ("entries", .count(entries)),
                ("accepted_rate", .number(Double(entries) / accepted.seconds)),
                ("rows_per_commit", .number(Double(entries) / Double(max(1, commits)))),
                ("syncs_ledger", .count(commits)), ("syncs_keys", .count(after.keyCommits - before.keyCommits)),
                ("syncs_signer", .count(after.signatures - before.signatures)),
                ("proof_p50_ms", .number(proofs.p50)), ("proof_p99_ms", .number(proofs.p99)),
            ],
            settings: [
                ("at_once", .count(atOnce)), ("together", .count(together)), ("journal_mode", .word(pragmas.journalMode)),
                ("synchronous", .count(Int(pragmas.synchronous))),
                ("secure_delete", .count(Int(pragmas.secureDelete))), ("signer", .word("a process of its own")),
            ])
    }
}
