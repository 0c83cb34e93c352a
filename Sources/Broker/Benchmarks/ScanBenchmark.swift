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
        figures += longer(scan, corpus)
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

    /// A message of 140 bytes with nothing in it, and how long messages of 280 characters take, one at a time.
    private static func longer(_ scan: ([UInt8]) -> Void, _ corpus: MessageCorpus) -> [(name: String, figure: BenchmarkResult.Figure)] {
        let clean = Array(
            """
            Good morning, I was wondering whether anybody at the branch could say when the doors open at the weekend, for nothing on \
            the page tells us so
            """.utf8.prefix(140))
        let rounds = 20_000
        let before = ProcessMemory.processorSeconds
        for _ in 0..<rounds { scan(clean) }
        let cleanSeconds = (ProcessMemory.processorSeconds - before) / Double(rounds)
        let long = corpus.messages.indices.map { first -> [UInt8] in
            var text: [UInt8] = []
            var place = first
            while text.count < 280 {
                text += corpus.messages[place % corpus.messages.count] + [0x20]
                place += 1
            }
            return Array(text.prefix(280))
        }
        let seconds = long.map { fastest(scan, $0) }.sorted()
        return [
            ("clean_140_us", .number(cleanSeconds * 1_000_000)), ("p50_280_us", .number(seconds[seconds.count / 2] * 1_000_000)),
            ("p99_280_us", .number(seconds[seconds.count * 99 / 100] * 1_000_000)),
        ]
    }

    /// How time grows from 32 KB to 64 KB of nasty text, and how long 64 KB take: each, and the worst.
    private static func nasty(_ scan: ([UInt8]) -> Void) -> [(name: String, figure: BenchmarkResult.Figure)] {
        var worst = (growth: 0.0, name: "", seconds: 0.0, slowest: "")
        var each: [(name: String, figure: BenchmarkResult.Figure)] = []
        for (name, piece) in NastyTexts.pieces {
            let half = fastest(scan, NastyTexts.text(piece, bytes: 32 << 10))
            let whole = fastest(scan, NastyTexts.text(piece, bytes: 64 << 10))
            let word = String(name.map { $0 == " " ? "_" : $0 })
            each += [("\(word)_64k_ms", .number(whole * 1000)), ("\(word)_growth", .number(whole / half))]
            if whole / half > worst.growth { (worst.growth, worst.name) = (whole / half, name) }
            if whole > worst.seconds { (worst.seconds, worst.slowest) = (whole, name) }
        }
        return [
            ("nasty_texts", .count(NastyTexts.pieces.count)), ("worst_growth", .number(worst.growth)),
            ("worst_growth_of", .word(worst.name)),
            ("slowest_64k_ms", .number(worst.seconds * 1000)), ("slowest_64k_of", .word(worst.slowest)),
        ] + each
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
