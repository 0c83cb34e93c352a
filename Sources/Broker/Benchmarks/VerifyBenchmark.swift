import FoundationEssentials
import Ledger
import Verifier

/// How fast an export is verified on one core, and in how much memory.
public enum VerifyBenchmark {
    /// - Parameters:
    ///   - export: an export to take, with the key in it; nil makes one of `leaves` entries in a temporary folder.
    ///   - isComplete: follows every stream.
    public static func run(leaves: UInt64, export: String?, isComplete: Bool, runs: Int = 3) throws -> BenchmarkResult {
        let made = TemporaryPath.folder("verify")
        defer { if export == nil { _ = try? FileManager.default.removeItem(atPath: made) } }
        let folder = export ?? made
        if export == nil { try MadeUpLog(size: leaves).export(to: made) }
        var verifier = ExportVerifier()
        verifier.pinnedKey = try LogKeys.verifying("\(folder)/\(ExportFile.verifierKeyPath)")
        if isComplete { verifier.tracking = .complete }
        let isReset = ProcessMemory.resetPeak()
        var times: [Duration] = []
        var rates: [Double] = []
        var size: UInt64 = 0
        for _ in 0..<runs {
            let before = ProcessMemory.processorSeconds
            let start = ContinuousClock.now
            let report = verifier.verify(.folder(folder))
            times.append(.now - start)
            guard report.verified else {
                throw StorageError.damaged("the export does not verify: \(report.findings.first.map { "\($0)" } ?? "no finding")")
            }
            size = report.counts.entries
            rates.append(Double(size) / (ProcessMemory.processorSeconds - before))
        }
        let median = rates.sorted()[runs / 2]
        return BenchmarkResult(
            name: "verify", rate: median, milliseconds: Latencies(times),
            figures: [
                ("unit", .word("leaves per second of one core")), ("leaves", .count(Int(size))),
                ("wall_rate", .number(Double(size) / (times.sorted()[runs / 2]).seconds)), ("peak_rss_mb", .number(ProcessMemory.peak)),
                ("peak_is_of", .word(isReset ? "verifying alone" : "the whole process")),
            ],
            settings: [
                ("runs", .count(runs)), ("tracking", .word(isComplete ? "complete" : "bounded")), ("export", .word(export ?? "made up")),
            ])
    }
}

enum TemporaryPath {
    static func folder(_ name: String) -> String { "/tmp/parley-bench-\(name)-\(UInt64.random(in: .min ... .max))" }
}
