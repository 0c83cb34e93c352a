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
        var figures: [(name: String, figure: BenchmarkResult.Figure)] = [
            ("unit", .word("messages")), ("rate_per_core_second", .number(coreRate)), ("slowest_run", .number(rates[0])),
            ("fastest_run", .number(rates[runs - 1])), ("findings", .count(perPass)),
        ]
        figures += nasty(scan)
        figures += hyperscan(corpus)
        figures += presidio(corpus)
        return BenchmarkResult(
            name: "scan", rate: rates[runs / 2], milliseconds: Latencies(latencies), figures: figures,
            settings: [
                ("threads", .count(1)), ("runs", .count(runs)), ("messages", .count(corpus.messages.count)),
                ("mean_bytes", .number(corpus.meanByteCount)), ("classes", .word("all")),
            ])
    }

    /// How time grows from 32 KB to 64 KB of nasty text, and how long 64 KB of the worst take.
    private static func nasty(_ scan: ([UInt8]) -> Void) -> [(name: String, figure: BenchmarkResult.Figure)] {
        var worst = (growth: 0.0, name: "", seconds: 0.0, slowest: "")
        for (name, piece) in NastyTexts.pieces {
            let half = fastest(scan, NastyTexts.text(piece, bytes: 32 << 10))
            let whole = fastest(scan, NastyTexts.text(piece, bytes: 64 << 10))
            if whole / half > worst.growth { (worst.growth, worst.name) = (whole / half, name) }
            if whole > worst.seconds { (worst.seconds, worst.slowest) = (whole, name) }
        }
        return [
            ("nasty_texts", .count(NastyTexts.pieces.count)), ("worst_growth", .number(worst.growth)),
            ("worst_growth_of", .word(worst.name)),
            ("slowest_64k_ms", .number(worst.seconds * 1000)), ("slowest_64k_of", .word(worst.slowest)),
        ]
    }

    private static func fastest(_ scan: ([UInt8]) -> Void, _ text: [UInt8]) -> Double {
        (0..<7).reduce(.infinity) { best, _ in
            let before = ProcessMemory.processorSeconds
            scan(text)
            return min(best, ProcessMemory.processorSeconds - before)
        }
    }

    /// The same messages through Hyperscan in the same run, where it is installed.
    private static func hyperscan(_ corpus: MessageCorpus) -> [(name: String, figure: BenchmarkResult.Figure)] {
        guard let hyperscan = HyperscanPatterns() else { return [("hyperscan", .word("not installed"))] }
        var matches = 0
        let before = ProcessMemory.processorSeconds
        for _ in 0..<passes { for message in corpus.messages { matches += hyperscan.matches(in: message) } }
        let seconds = ProcessMemory.processorSeconds - before
        return [
            ("hyperscan_rate_per_core_second", .number(Double(passes * corpus.messages.count) / seconds)),
            ("hyperscan_patterns", .count(HyperscanPatterns.patterns.count)), ("hyperscan_matches", .count(matches / passes)),
        ]
    }

    /// The same messages through Presidio in the same run, where it is installed.
    private static func presidio(_ corpus: MessageCorpus) -> [(name: String, figure: BenchmarkResult.Figure)] {
        guard let presidio = PresidioRecognizers.measure(corpus.messages) else { return [("presidio", .word("not installed"))] }
        return [
            ("presidio_rate_per_core_second", .number(presidio.rate)), ("presidio_version", .word(presidio.version)),
            ("presidio_recognizers", .count(presidio.recognizers)), ("presidio_findings", .count(presidio.findings)),
        ]
    }
}
