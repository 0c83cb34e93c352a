import ArgumentParser
import Broker

struct HoldLiftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lift",
        abstract: "Lifts a legal hold.",
        discussion: "Example: parley hold lift 8c21… --reason \"claim 4711 settled\" --token-file token")

    @Argument(help: "The hold, as `parley hold list` shows it.")
    var hold: String
    @Option(help: "Why; it stands in the ledger.")
    var reason: String
    @OptionGroup var server: RunningServer
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard EventID(hold) != nil else { throw ValidationError("A hold has 32 hexadecimal digits: see `parley hold list`.") }
    }

    func run() async throws {
        let done: RecordedAct = try await server.post("/api/records/holds/\(hold)/lift", ["reason": reason])
        try done.print(output.format, "The hold is lifted.")
    }
}
