import ArgumentParser
import Broker
import PolicyFiles
import ServiceLevels

struct ClockExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says step by step why a due time is what it is: target, staffed hours, days that do not count, changes of the clocks.",
        discussion: """
            For a conversation of a server's ledger: every turn and every deadline, under the terms that each was promised under. Or for an \
            instant (--from): what a message that came then would be due by, under a folder of policies.

            Example: parley clock explain 6f1c0a9e5d3b47c28a90b1c2d3e4f506 --home ./parley-data
            Example: parley clock explain --from 2027-03-26T16:40:00+00:00 --channel x_public --deadline eight_weeks
            """)

    @Argument(help: "The conversation's id, 32 hexadecimal digits.")
    var conversation: String?
    @Option(help: "An instant at which a message comes, such as 2027-02-01T09:00:00+00:00.")
    var from: Moment?
    @Option(help: "With --from: where the conversation begins, as a word of the vocabulary.")
    var channel = ChannelKind.xPublic.word
    @Option(help: "With --from: a label of the conversation, again for each.")
    var label: [String] = []
    @Option(help: "With --from: the conversation's priority, a number from 0 to 9.", transform: Self.priority)
    var priority: Int?
    @Option(help: "With --from: a deadline to explain as well, again for each.")
    var deadline: [String] = []
    @Option(help: "With --from: the folder of policies.")
    var policies = "Policies"
    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    private static func priority(_ text: String) throws -> Int {
        guard let number = Int(text), (0...9).contains(number) else {
            throw ValidationError("'\(text)' is no priority: a whole number from 0 to 9.")
        }
        return number
    }

    func validate() throws {
        guard (conversation == nil) != (from == nil) else { throw ValidationError("Give a conversation's id or --from, one of them.") }
        if let conversation, ConversationID(conversation) == nil {
            throw ValidationError("'\(conversation)' is no conversation's id: 32 hexadecimal digits.")
        }
    }

    func run() throws {
        let found = try reasons()
        switch output.format {
        case .json: try JSONOutput.print(found)
        case .table:
            let lines = found.reasons.flatMap { reason in
                ["\(reason.name)  \(reason.due.map { "due \($0)" } ?? "without a due time")"] + reason.steps.map { "  \($0)" } + [""]
            }
            try StandardOutput.write(Array(lines.joined(separator: "\n").utf8))
        }
        if found.reasons.isEmpty { Words.say("Nobody waits for an answer here, and no deadline was set.") }
    }

    private func reasons() throws -> ClockReasons {
        if let id = conversation.flatMap({ ConversationID($0) }) {
            guard let reasons = try ClockReasons(id, in: LedgerFolder(home.home.path)) else {
                Words.say("There is no conversation \(id). See: parley conversation list")
                throw Exit.no
            }
            return reasons
        }
        guard let kind = ChannelKind(word: channel) else {
            Exit.wronglyAsked(UnknownName("channel", channel, ChannelKind.allCases.map(\.word)).description)
        }
        do {
            return try ClockReasons(
                from: from?.instant ?? Moment.now.instant, on: kind, labels: Set(label), priority: priority, deadlines: deadline,
                under: PolicyFolder.terms(at: policies))
        } catch let errors as PolicyErrors { Exit.wronglyAsked("\(errors)") }
    }
}
