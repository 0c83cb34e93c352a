import ArgumentParser
import Broker

struct BenchVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verifies an export: leaves per second of one core, and the highest resident size.",
        discussion: "Example: parley bench verify --leaves 1000000 --format json")

    @Option(help: "How many leaves the made-up export has.")
    var leaves: UInt64 = 1_000_000
    @Option(help: "The folder of an export to take instead.")
    var export: String?
    @Flag(help: "Follow every stream.")
    var complete = false
    @OptionGroup var output: FormatOption

    func run() throws {
        try BenchmarkOutput.print(VerifyBenchmark.run(leaves: leaves, export: export, isComplete: complete), output.format)
    }
}
