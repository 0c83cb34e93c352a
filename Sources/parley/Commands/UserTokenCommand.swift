import ArgumentParser

struct UserTokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract:
            "Prints a new API token of an account, for commands and tools that ask for a token file; the older one is no longer good.",
        discussion: """
            Whoever has it acts as the account's owner, with their roles. It is good for 90 days or until the account is disabled, and is kept \
            nowhere: write it to a file that its owner alone can read.

            Example: (umask 077; parley user token cleo > cleo.token)
            Example: parley user token cleo --withdraw
            """)

    @Argument(help: "The account's login.")
    var login: String
    @Flag(help: "Take the token back, and make none.")
    var withdraw = false
    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    private struct Made: Encodable {
        var login: String
        var token: String
    }

    func run() async throws {
        let register = try StaffFile(home.home).register
        if withdraw {
            try await register.withdrawToken(of: login)
            return Words.say("No token of \(login) is good any more.")
        }
        let token = try await register.token(for: login)
        switch output.format {
        case .json: try JSONOutput.print(Made(login: login, token: token))
        case .table: try StandardOutput.write(Array("\(token)\n".utf8))
        }
        Words.say("It acts as \(login) for 90 days; name its file with --token-file.")
    }
}
