import ArgumentParser
import Broker

struct BenchDeskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk",
        abstract: "How long the inbox and a conversation take, over real connections from another process.",
        discussion: """
            Signs somebody in and turns pages; each conversation that is opened is an entry, as always. Example:
              parley bench seed --conversations 100000 --home /var/lib/parley-bench
              parley bench desk --home /var/lib/parley-bench --format json
            """)

    @Option(help: "The server's folder, as `parley bench seed` fills it.")
    var home: String
    @Option(help: "Connections, each with one page at a time.")
    var connections = 2
    @Option(help: "How long each kind of page is measured.")
    var seconds = 5.0
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard (1...256).contains(connections) else { throw ValidationError("--connections must be 1 to 256.") }
        guard (0.1...600).contains(seconds) else { throw ValidationError("--seconds must be 0.1 to 600.") }
    }

    func run() async throws {
        try BenchmarkOutput.print(try await DeskStage(home: home).measure(connections: connections, seconds: seconds), output.format)
    }
}
