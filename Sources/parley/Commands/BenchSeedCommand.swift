import ArgumentParser
import Broker

struct BenchSeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed",
        abstract: "Makes a server's folder full of conversations, for other measurements.",
        discussion: "Example: parley bench seed --conversations 1000000 --home /var/lib/parley-bench")

    @Option(help: "How many conversations.")
    var conversations = 10_000
    @Option(help: "How many messages come in at the same time.")
    var atOnce = 1_024
    @Option(help: "The folder of policies.")
    var policies = "Policies"
    @Option(help: "The server's folder; it must not be there yet.")
    var home: String
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard conversations > 0, (1...4_000).contains(atOnce) else {
            throw ValidationError("--conversations is at least 1, --at-once 1 to 4000.")
        }
    }

    func run() async throws {
        let progress = ProgressLine("Conversations")
        let result = try await SeedBenchmark.run(
            conversations: conversations, atOnce: atOnce, folder: home, policies: policies, progress: { progress.show($0, of: $1) })
        try BenchmarkOutput.print(result, output.format)
    }
}
