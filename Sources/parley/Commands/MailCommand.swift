import ArgumentParser

struct MailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "mail")
}
