import AccountData
import Policies
public import PolicyFiles
import Storage

/// How fast one thread decides under all packs of a folder, and how fast it labels and scans a message of 140 bytes.
public enum DecisionBenchmark {
    private static let passes = 20
    private static let runs = 5
    private static let length = 140

    public static func run(_ folder: PolicyFolder) throws -> BenchmarkResult {
        let packs = try folder.packSet([])
        let runner = try ScenarioRunner(folder, for: folder.scenarios)
        let facts = folder.scenarios.compactMap { runner.question(of: $0)?.facts }
        guard !facts.isEmpty else { throw StorageError.cannotOpen("The folder has no scenarios; there is nothing to decide.") }
        let clock = ContinuousClock()
        var labels = 0
        func decide(_ facts: Facts) { labels += packs.decide(facts).labels.count }
        for one in facts { decide(one) }
        let rates = (0..<runs).map { _ in
            let time = clock.measure { for _ in 0..<passes { for one in facts { decide(one) } } }
            return Double(passes * facts.count) / time.seconds
        }.sorted()
        // Each act as often as in a run, so that the slowest hundredth is one of acts and not of interruptions.
        let latencies = Latencies((0..<passes).flatMap { _ in facts.map { one in clock.measure { decide(one) } } })
        let texts = messages(of: folder)
        let (lexicons, scanner) = (LexiconSet(folder.lexicons(for: folder.inForce.packs)), folder.scanner)
        let plain = reading(texts, lexicons, scanner, clock)
        let disguised = reading(texts.map(disguised), lexicons, scanner, clock)
        return BenchmarkResult(
            name: "decide", rate: rates[runs / 2], milliseconds: latencies,
            figures: [
                ("unit", .word("decisions")), ("microseconds_p50", .number(latencies.p50 * 1_000)),
                ("microseconds_p99", .number(latencies.p99 * 1_000)), ("microseconds_to_decide", .number(1_000_000 / rates[runs / 2])),
                ("microseconds_to_label_and_scan", .number(plain * 1_000_000)),
                ("microseconds_to_label_and_scan_disguised", .number(disguised * 1_000_000)), ("labels", .count(labels)),
            ],
            settings: [
                ("threads", .count(1)), ("runs", .count(runs)), ("packs", .count(folder.packsInForce.count)),
                ("rules", .count(folder.packsInForce.reduce(0) { $0 + $1.rules.count })), ("lexicons", .count(folder.lexicons.count)),
                ("facts", .count(facts.count)), ("messages", .count(texts.count)), ("message_bytes", .count(length)),
            ])
    }

    /// With signs for letters, which some lexicons see through: the message is read two more times.
    private static func disguised(_ text: [UInt8]) -> [UInt8] {
        text.map { byte in
            switch byte {
            case UInt8(ascii: "e"): UInt8(ascii: "3")
            case UInt8(ascii: "i"): UInt8(ascii: "1")
            default: byte
            }
        }
    }

    /// The scenarios' texts, one after the other, cut into messages of one length.
    private static func messages(of folder: PolicyFolder) -> [[UInt8]] {
        let bytes = folder.scenarios.compactMap { $0.given["text"]?.text }.joined(separator: ". ").utf8.map {
            $0 < 0x80 ? $0 : UInt8(ascii: " ")
        }
        return stride(from: 0, to: bytes.count - length, by: length).map { Array(bytes[$0..<$0 + length]) }
    }

    /// Seconds a message: the median of the runs.
    private static func reading(_ texts: [[UInt8]], _ lexicons: LexiconSet, _ scanner: Scanner, _ clock: ContinuousClock) -> Double {
        var found = 0
        let times = (0..<runs).map { _ in
            clock.measure {
                for _ in 0..<passes {
                    for text in texts {
                        found += lexicons.labels(in: text, direction: .inbound).count
                        text.withUnsafeBufferPointer { bytes in
                            if case .findings(let findings) = scanner.scan(utf8: bytes, minimum: .possible) {
                                found += findings.count
                            }
                        }
                    }
                }
            }.seconds / Double(passes * max(1, texts.count))
        }.sorted()
        return times[runs / 2]
    }
}
