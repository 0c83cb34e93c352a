import ArgumentParser
import Broker

struct EraseConfirmCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: "Confirms an erasure that somebody else asked for, and destroys what is known. There is no way back.",
        discussion: "Example: parley erase confirm 8c21… --token-file token")

    @Argument(help: "The request, as `parley erase list` shows it, or its customer.")
    var which: String
    @OptionGroup var server: RunningServer
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard EventID(which) != nil else { throw ValidationError("A request has 32 hexadecimal digits: see `parley erase list`.") }
    }

    func run() async throws {
        let done: RecordedAct = try await server.post("/api/records/erasures/\(which)/confirm")
        let all = done.entries.count
        try done.print(
            output.format,
            (all == 1 ? "Destroyed." : "Destroyed, all \(all) identities that were asked for together.")
                + " The entries above say who wanted it, and why.")
    }
}
