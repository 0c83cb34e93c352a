import ArgumentParser
import Broker

struct UserListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the accounts with their roles.", discussion: "Example: parley user list --format json")

    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    private struct Row: Encodable {
        var login: String
        var name: String
        /// In force.
        var roles: [String]
        /// Asked for; the same once they have their entry.
        var wanted: [String]
        var state: String
    }

    func run() async throws {
        let rows = try await StaffFile(home.home).register.accounts().map { account in
            Row(
                login: account.login, name: account.name, roles: account.roles.words, wanted: account.wanted.words,
                state: Self.state(account)
            )
        }
        switch output.format {
        case .json: try JSONOutput.print(rows)
        case .table:
            var table = Table("LOGIN", "NAME", "STATE", "ROLES")
            for row in rows { table.add(row.login, row.name, row.state, row.roles.isEmpty ? "-" : row.roles.joined(separator: " ")) }
            try table.print()
            Words.say("\(rows.count) accounts.")
        }
    }

    private static func state(_ account: Account) -> String {
        if account.isDisabled { return "disabled" }
        if account.isPending { return "waiting" }
        return account.hasPassword ? "active" : "new"
    }
}
