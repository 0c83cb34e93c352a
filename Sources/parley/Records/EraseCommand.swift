import ArgumentParser

struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Destroys what is known of a customer, when two people say so.",
        discussion: """
            One asks and names the legal basis, somebody else confirms. Then the keys, the words and the names are destroyed, in every file; \
            clocks, counts and proofs stay, and the ledger says who wanted it and why.

            Example: parley erase ask --customer 0f3c… --basis "UK GDPR art. 17(1)(a)" --token-file token
            Example: parley erase confirm 0f3c… --token-file another-token
            """,
        subcommands: [EraseAskCommand.self, EraseConfirmCommand.self, EraseDeclineCommand.self, EraseListCommand.self])
}
