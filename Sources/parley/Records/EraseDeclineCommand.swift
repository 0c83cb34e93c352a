import ArgumentParser
import Broker

struct EraseDeclineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline",
        abstract: "Says no to an erasure that was asked for.",
        discussion: "Example: parley erase decline 8c21… --reason \"the claim is still open\" --token-file token")

    @Argument(help: "The request, as `parley erase list` shows it, or its customer.")
    var which: String
    @Option(help: "Why not; it stands in the ledger.")
    var reason: String
    @OptionGroup var server: RunningServer
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard EventID(which) != nil else { throw ValidationError("A request has 32 hexadecimal digits: see `parley erase list`.") }
    }

    func run() async throws {
        let done: RecordedAct = try await server.post("/api/records/erasures/\(which)/decline", ["reason": reason])
        try done.print(output.format, "Declined; nothing was destroyed.")
    }
}
