import ArgumentParser

struct ConversationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conversation",
        abstract: "Lists and shows conversations, straight from a server's folder.",
        discussion: "Reads only, also while the server runs.\n\nExample: parley conversation list --home /var/lib/parley",
        subcommands: [ConversationListCommand.self, ConversationShowCommand.self])
}
