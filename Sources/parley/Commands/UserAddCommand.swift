import ArgumentParser
import Broker

struct UserAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Adds an account and prints its one-time link, with which its owner sets a password.",
        discussion: """
            The roles hold once a running server has made them an entry of the ledger, within a second or at its next start.

            Example: parley user add penny --name "Penny Clarke" --roles agent,supervisor
            """)

    @Argument(help: "2 to 64 lower-case letters, digits, dots, hyphens or underscores.")
    var login: String
    @Option(help: "The name that colleagues see.")
    var name: String
    @Option(help: "One or more of agent, supervisor, compliance_officer, auditor, administrator, with commas between them.")
    var roles: String
    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    func run() async throws {
        guard let wanted = Role.all(in: roles), !wanted.isEmpty else { throw ValidationError(StaffError.roles.description) }
        guard Account.isLogin(login) else { throw ValidationError(StaffError.login.description) }
        guard Account.isName(name) else { throw ValidationError(StaffError.name.description) }
        let people = try StaffFile(home.home)
        try await people.register.add(login: login, name: name, roles: wanted, by: nil)
        try await people.printLink(for: login, output.format)
    }
}
