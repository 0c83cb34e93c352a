import ArgumentParser
import Broker
import PolicyFiles

struct BenchReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Asks all decisions of a ledger again, three times over.",
        discussion: """
            Example: parley bench seed --conversations 1000000 --home /tmp/seeded
              parley bench replay --home /tmp/seeded --policies Policies --format json
            """)

    @Option(help: "The folder of policies to try.")
    var policies = "Policies"
    @Option(help: "How many threads read and decide.")
    var threads = 2
    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    func run() async throws {
        try BenchmarkOutput.print(
            try await ReplayBenchmark.run(PolicyFolder.terms(at: policies), home: home.home.path, threads: threads), output.format)
    }
}
