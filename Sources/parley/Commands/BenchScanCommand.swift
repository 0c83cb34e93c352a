import ArgumentParser
import Broker

struct BenchScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Scans 6,000 short messages for every class, on one thread; the median of five runs.",
        discussion: "Example: parley bench scan --format json")

    @OptionGroup var output: FormatOption

    func run() throws { try BenchmarkOutput.print(ScanBenchmark.run(), output.format) }
}
