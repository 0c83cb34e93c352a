import ArgumentParser
import Broker

struct ConversationListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists conversations: open ones by what is due next, then the rest.",
        discussion: "Example: parley conversation list --limit 20")

    @Option(help: "How many at most.")
    var limit = 50
    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    private struct Row: Encodable {
        var id: String
        var began: String
        var status: String
        var due: String?
        var turnStart: String?
        var inbound: Int
        var outbound: Int
        var priority: Int
        var route: String?
        var labels: [String]
        var updated: String

        private enum CodingKeys: String, CodingKey {
            case id, began, status, due, inbound, outbound, priority, route, labels, updated
            case turnStart = "turn_start"
        }
    }

    func validate() throws {
        guard (1...100_000).contains(limit) else { throw ValidationError("--limit is between 1 and 100000.") }
    }

    func run() throws {
        let rows = try LedgerFolder(home.home.path).conversations(limit: limit)
        switch output.format {
        case .table:
            var table = Table("ID", "STATUS", "BEGAN", "DUE", "IN", "OUT", "ROUTE", "LABELS")
            for row in rows {
                table.add(
                    row.id.description, row.status, row.began.word, row.due?.description ?? "-", "\(row.inbound)", "\(row.outbound)",
                    row.route ?? "-", row.labels.joined(separator: " "))
            }
            try table.print()
            Words.say("\(rows.count) conversations.")
        case .json:
            try JSONOutput.print(
                rows.map { row in
                    Row(
                        id: row.id.description, began: row.began.word, status: row.status, due: row.due?.description,
                        turnStart: row.turnStart?.description, inbound: row.inbound, outbound: row.outbound, priority: row.priority,
                        route: row.route, labels: row.labels, updated: row.updated.description)
                })
        }
    }
}
