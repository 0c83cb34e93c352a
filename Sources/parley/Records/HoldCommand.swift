import ArgumentParser

struct HoldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Legal holds: what is held is never erased, whoever asks and whenever its time is over.",
        discussion: """
            A hold on a customer protects every conversation of theirs. Placing and lifting are entries of the ledger.

            Example: parley hold place --conversation 0f3c… --reason "claim 4711" --token-file token
            """,
        subcommands: [HoldPlaceCommand.self, HoldLiftCommand.self, HoldListCommand.self])
}
