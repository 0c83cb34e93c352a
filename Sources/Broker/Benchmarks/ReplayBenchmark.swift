public import PolicyFiles

/// How fast the decisions of a ledger are asked again: read, decrypted, put into cells and compared.
public enum ReplayBenchmark {
    private static let runs = 3

    public static func run(_ folder: PolicyFolder, home: String, threads: Int) async throws -> BenchmarkResult {
        let clock = ContinuousClock()
        var rates: [Double] = []
        var replay: PolicyReplay?
        for _ in 0..<runs {
            let start = clock.now
            let found = try await PolicyReplay(folder, overLedgerOf: home, threads: threads)
            rates.append(Double(found.decisions) / (clock.now - start).seconds)
            replay = found
        }
        rates.sort()
        return BenchmarkResult(
            name: "replay", rate: rates[runs / 2], milliseconds: Latencies([]),
            figures: [
                ("unit", .word("decisions")), ("slowest", .number(rates.first ?? 0)), ("fastest", .number(rates.last ?? 0)),
                ("decisions", .count(Int(replay?.decisions ?? 0))), ("entries", .count(Int(replay?.entries ?? 0))),
                ("changes", .count(replay?.changes.count ?? 0)),
            ], settings: [("threads", .count(threads)), ("runs", .count(runs)), ("home", .word(home))])
    }
}
