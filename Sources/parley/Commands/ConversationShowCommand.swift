import ArgumentParser
import Broker

struct ConversationShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one conversation as a timeline: channel, who, when, the text as redacted, decision, rules and clock.",
        discussion: """
            The running server shows it, to somebody of the firm: that they looked is an entry of the ledger, once in a quarter of an hour.

            Example: parley conversation show 6f1c0a9e5d3b47c28a90b1c2d3e4f506 --token-file token
            """)

    @Argument(help: "The conversation's id, 32 hexadecimal digits.")
    var id: String
    @OptionGroup var server: RunningServer
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard ConversationID(id) != nil else { throw ValidationError("'\(id)' is no conversation's id: 32 hexadecimal digits.") }
    }

    func run() async throws {
        let view: ConversationView
        do { view = try await server.get("/api/conversations/\(id)") } catch let refusal as ServerRefusal
            where refusal.code == Exit.no.rawValue
        {
            Words.say("There is no conversation \(id). See: parley conversation list")
            throw Exit.no
        }
        switch output.format {
        case .json: try JSONOutput.print(view)
        case .table: try StandardOutput.write(Array(ConversationTimeline(view).text.utf8))
        }
    }
}
