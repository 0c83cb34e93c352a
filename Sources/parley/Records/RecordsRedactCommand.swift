import ArgumentParser
import Broker

struct RecordsRedactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact",
        abstract: "Takes words out of one message after the fact, for good; that it was there, and when, stays.",
        discussion: """
            The old words are destroyed in every file, the entry says who wanted it and why, and older proofs still verify.

            Example: parley records redact 8c21… --span 12-31 --reason "a neighbour's name" --token-file token
            """)

    @Argument(help: "The message's event, as `parley conversation show` prints it.")
    var message: String
    @Option(help: "Which characters of the text as it is shown, counted from 0, as FROM-TO; all of it if left out.")
    var span: String?
    @Option(help: "Why; it stands in the ledger.")
    var reason: String
    @OptionGroup var server: RunningServer
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard EventID(message) != nil else { throw ValidationError("A message has 32 hexadecimal digits: see `parley conversation show`.") }
    }

    func run() async throws {
        var body = ["reason": reason]
        if let span { body["span"] = span }
        let done: RecordedAct = try await server.post("/api/records/messages/\(message)/redact", body)
        try done.print(output.format, "Taken out.")
    }
}
