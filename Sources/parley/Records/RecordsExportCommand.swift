import ArgumentParser
import Broker

struct RecordsExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes everything that is held on a customer into one archive, for the customer.",
        discussion: """
            In it are a page to read, a line of JSON for each thing that is held, and what was withheld and why: other people's words, one-time \
            codes. Who took it, when and what for is an entry of the ledger. Prove who asks before you hand it out.

            Example: parley records export --customer 0f3c… --purpose "access request of 3 March" --token-file token --to access.tar
            """)

    @Option(help: "The customer's id, or that of a conversation they began.")
    var customer: String
    @Option(help: "What it is for; it stands in the ledger.")
    var purpose: String
    @Option(help: "The file to write; it must not be there yet.")
    var to: String
    @OptionGroup var server: RunningServer
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard HoldSubject(kind: "customer", which: customer) != nil else { throw ValidationError(HoldSubject.howToAsk) }
    }

    func run() async throws {
        let bytes = try await server.bytes("/api/records/exports", ["customer": customer, "purpose": purpose])
        try PrivateFile.create(to, Array(bytes))
        switch output.format {
        case .table: try StandardOutput.write(Array("\(to)\n".utf8))
        case .json: try JSONOutput.print(["file": to])
        }
        Words.say("Unpack it with: tar -xf \(to)")
    }
}
