import ArgumentParser
import Broker

struct ConversationShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one conversation as a timeline: channel, who, when, the text as redacted, decision, rules and clock.",
        discussion: "Example: parley conversation show 6f1c0a9e5d3b47c28a90b1c2d3e4f506")

    @Argument(help: "The conversation's id, 32 hexadecimal digits.")
    var id: String
    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard ConversationID(id) != nil else { throw ValidationError("'\(id)' is no conversation's id: 32 hexadecimal digits.") }
    }

    func run() throws {
        let ledger = try LedgerFolder(home.home.path)
        guard let id = ConversationID(id), let page = try ledger.conversation(id) else {
            Words.say("There is no conversation \(id). See: parley conversation list")
            throw Exit.no
        }
        let view = ConversationView(page, sealed: try ledger.sealedSize())
        switch output.format {
        case .json: try JSONOutput.print(view)
        case .table: try StandardOutput.write(Array(ConversationTimeline(view).text.utf8))
        }
    }
}
