import ArgumentParser

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "The keys that sign the log: make them in a token, change them, list them.",
        discussion: """
            A log's key is changed with an overlap: `rotate` adds a second key, which the ledger announces under the first; both sign until \
            `retire` lets the first go. Whoever verifies follows the change by the ledger's own entries, from the key they know.

            Example: parley key rotate && systemctl reload parley
            """,
        subcommands: [KeyInitCommand.self, KeyRotateCommand.self, KeyRetireCommand.self, KeyListCommand.self])
}
