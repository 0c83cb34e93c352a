import ArgumentParser
import Broker

struct BenchLedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Appends entries until they are sealed and read back, with every sync and a signer process.",
        discussion: "Example: parley bench ledger --entries 200000 --in /var/lib/parley --format json")

    @Option(help: "How many entries.")
    var entries = 100_000
    @Option(help: "How many commands wait at the same time.")
    var atOnce = 1_024
    @Option(help: "How many commands are handed in as one group.")
    var together = 128
    @Option(name: .customLong("in"), help: "A folder on the disk to measure; /tmp if left out.")
    var folder: String?
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard entries > 0, (1...8_000).contains(atOnce), together > 0 else {
            throw ValidationError("--entries and --together are at least 1, --at-once 1 to 8000.")
        }
    }

    func run() async throws {
        try BenchmarkOutput.print(
            await LedgerBenchmark.run(entries: entries, atOnce: atOnce, together: together, folder: folder), output.format)
    }
}
