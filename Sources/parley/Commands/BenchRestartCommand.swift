import ArgumentParser
import Broker

struct BenchRestartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restart",
        abstract: "How long a ledger of many entries takes until it accepts and seals again, and the proof of one entry among them.",
        discussion: """
            Makes a ledger first, which takes minutes for millions of entries and about 1 KB of disk for each, and removes it again.

            Example: parley bench restart --entries 10000000 --in /var/lib/parley --format json
            """)

    @Option(help: "How many entries the ledger has.")
    var entries = 10_000_000
    @Option(help: "How often it is opened; the median counts.")
    var runs = 5
    @Option(name: .customLong("in"), help: "A folder on the disk to measure; /tmp if left out.")
    var folder: String?
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard entries > 0, (1...1_000).contains(runs) else { throw ValidationError("--entries is at least 1, --runs 1 to 1000.") }
    }

    func run() async throws {
        let progress = ProgressLine("Entries")
        let result = try await RestartBenchmark.run(
            entries: entries, runs: runs, folder: folder, progress: { progress.show($0, of: $1) })
        try BenchmarkOutput.print(result, output.format)
    }
}
