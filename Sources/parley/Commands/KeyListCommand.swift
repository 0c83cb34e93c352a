import ArgumentParser
import Broker
import Signer

struct KeyListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the log's keys, the oldest first, and where each is kept.",
        discussion: "Example: parley key list --format json")

    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    private struct Row: Encodable {
        var key: String
        var standing: String
        var file: String?
        var token: TokenPlace?
    }

    func run() throws {
        let rows = try home.home.roster().members.map { member in
            switch member.place {
            case .file(let name): Row(key: member.key.line, standing: member.standing.rawValue, file: name, token: nil)
            case .token(let place): Row(key: member.key.line, standing: member.standing.rawValue, file: nil, token: place)
            }
        }
        switch output.format {
        case .json: try JSONOutput.print(rows)
        case .table:
            var table = Table("KEY", "STANDING", "WHERE")
            for row in rows { table.add(row.key, row.standing, row.token.map { "token \($0.token), key \($0.label)" } ?? row.file ?? "-") }
            try table.print()
        }
    }
}
