import ArgumentParser

struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "People of the firm: accounts, roles, one-time links. Works while the server runs.",
        subcommands: [UserAddCommand.self, UserListCommand.self, UserLinkCommand.self, UserRolesCommand.self, UserDisableCommand.self])
}
