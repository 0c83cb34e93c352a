import ArgumentParser

struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "People of the firm: accounts, roles, one-time links, API tokens. Works while the server runs.",
        discussion: "Example: parley user add cleo --name \"Cleo Ward\" --roles compliance_officer",
        subcommands: [
            UserAddCommand.self, UserListCommand.self, UserLinkCommand.self, UserTokenCommand.self, UserRolesCommand.self,
            UserDisableCommand.self,
        ])
}
