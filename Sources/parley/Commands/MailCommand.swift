import ArgumentParser

struct MailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail",
        abstract: "Looks after the mailboxes of a server.",
        discussion: "Example: parley mail doctor --round-trip",
        subcommands: [MailDoctorCommand.self])
}
