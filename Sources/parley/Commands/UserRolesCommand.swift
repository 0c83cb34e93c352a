import ArgumentParser
import Broker

struct UserRolesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roles",
        abstract: "Gives an account other roles. What is taken away goes at once, what is given comes with its entry.",
        discussion: "Example: parley user roles penny agent,auditor")

    @Argument(help: "The account's login.")
    var login: String
    @Argument(help: "One or more of agent, supervisor, compliance_officer, auditor, administrator, with commas between them.")
    var roles: String
    @OptionGroup var home: HomeOption

    func run() async throws {
        guard let wanted = Role.all(in: roles), !wanted.isEmpty else { throw ValidationError(StaffError.roles.description) }
        try await StaffFile(home.home).register.change(login, roles: wanted, by: nil)
        Words.say("\(login) is signed out, and has the new roles once the server has made them an entry.")
    }
}
