import ArgumentParser

struct UserLinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Prints a new one-time link for an account, to set a password; older links are no longer good.",
        discussion: "It works once, for 24 hours, and is kept nowhere.\n\nExample: parley user link admin")

    @Argument(help: "The account's login.")
    var login: String
    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    func run() async throws { try await StaffFile(home.home).printLink(for: login, output.format) }
}
