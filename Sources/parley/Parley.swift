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
            ClockCommand.self, RecordsCommand.self, HoldCommand.self, EraseCommand.self, RescanCommand.self, BackupCommand.self,
            RestoreCommand.self, MailCommand.self, KeyCommand.self, DoctorCommand.self, BenchCommand.self, BenchLoad.self,
            BenchDeskLoad.self, SignerCommand.self,
            ExtractCommand.self,
        ])

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let asked = CommandPath(in: arguments, of: Self.self)
        do {
            var command = try command(of: arguments, asked)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Exit.with(error, in: asked)
        }
    }

    /// What somebody's words ask for, before anything is done.
    static func command(of arguments: [String], _ asked: CommandPath) throws -> any ParsableCommand {
        if let problem = asked.problem { throw WrongWords(description: problem) }
        if let empty = EmptyValue(in: arguments) { throw WrongWords(description: empty.description) }
        return try parseAsRoot(arguments)
    }
}
