import ArgumentParser

@main
struct Parley: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parley",
        abstract: "A conversation broker for regulated firms.",
        discussion: """
            Data goes to standard output, words to standard error. Exit codes: 0 done, 1 the answer is no, 2 asked wrongly, 3 could not \
            be done.

            Example: parley scan "my card is 5105 1051 0510 5100"
            """,
        version: "parley 0.1.0",
        subcommands: [
            Demo.self, Serve.self, UserCommand.self, ScanCommand.self, PolicyCommand.self, LedgerCommand.self, ConversationCommand.self,
            ClockCommand.self, RecordsCommand.self, HoldCommand.self, EraseCommand.self, BackupCommand.self, RestoreCommand.self,
            MailCommand.self, KeyCommand.self, DoctorCommand.self, BenchCommand.self, BenchLoad.self, BenchDeskLoad.self,
            SignerCommand.self,
            ExtractCommand.self,
        ])

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if let wrong = UnknownCommand(in: arguments, of: Self.self) { Exit.wronglyAsked(wrong.description) }
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Exit.with(error)
        }
    }
}
