import AccountData

/// How fast one thread scans short messages for every class.
public enum ScanBenchmark {
    private static let messageCount = 6_000
    private static let runs = 5
    /// Times that a run goes over the corpus.
    private static let passes = 100

    public static func run() -> BenchmarkResult {
        let corpus = MessageCorpus(count: messageCount, seed: 20_270_201)
        let scanner = Scanner(classes: Scanner.allClasses)
        var found = 0
        func scan(_ message: [UInt8]) {
            message.withUnsafeBufferPointer { bytes in
                if case .findings(let findings) = scanner.scan(utf8: bytes, minimum: .likely) { found += findings.count }
            }
        }
        for message in corpus.messages { scan(message) }
        let perPass = found
        let clock = ContinuousClock()
        let before = ProcessMemory.processorSeconds
        let rates = (0..<runs).map { _ in
            let time = clock.measure {
                for _ in 0..<passes {
                    for message in corpus.messages { scan(message) }
                }
            }
            return Double(passes * corpus.messages.count) / time.seconds
        }.sorted()
        // What the thread would do had it a core for itself.
        let coreRate = Double(runs * passes * corpus.messages.count) / (ProcessMemory.processorSeconds - before)
        let latencies = corpus.messages.map { message in clock.measure { scan(message) } }
        return BenchmarkResult(
            name: "scan", rate: rates[runs / 2], milliseconds: Latencies(latencies),
            figures: [
                ("unit", .word("messages")), ("rate_per_core_second", .number(coreRate)), ("slowest_run", .number(rates[0])),
                ("fastest_run", .number(rates[runs - 1])),
                ("findings", .count(perPass)),
            ],
            settings: [
                ("threads", .count(1)), ("runs", .count(runs)), ("messages", .count(corpus.messages.count)),
                ("mean_bytes", .number(corpus.meanByteCount)), ("classes", .word("all")),
            ])
    }
}
