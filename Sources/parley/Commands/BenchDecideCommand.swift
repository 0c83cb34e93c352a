import ArgumentParser
import Broker
import PolicyFiles

struct BenchDecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Decides the acts of all scenarios under all packs, and labels and scans messages of 140 bytes, on one thread.",
        discussion: """
            Medians of five runs over all scenarios' texts, as they are and with signs for letters (k1ll). A decision is to take at most 20 µs, \
            labelling and scanning together at most 30 µs.

            Example: parley bench decide --policies Policies --format json
            """)

    @Option(help: "The folder of policies.")
    var policies = "Policies"
    @OptionGroup var output: FormatOption

    func run() throws { try BenchmarkOutput.print(DecisionBenchmark.run(PolicyFolder.read(at: policies)), output.format) }
}
