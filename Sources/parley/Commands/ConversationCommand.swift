import ArgumentParser

struct ConversationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "conversation")
}
