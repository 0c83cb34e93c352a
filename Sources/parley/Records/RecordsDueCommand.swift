import ArgumentParser
import Broker

struct RecordsDueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "Lists conversations whose time is over, with the class that kept them longest and what keeps them all the same.",
        discussion: "Example: parley records due --token-file token --format json")

    @OptionGroup var server: RunningServer
    @OptionGroup var output: FormatOption

    func run() async throws {
        let due: [DueRecord] = try await server.get("/api/records/due")
        try DueTable(due).print(output.format)
        Words.say("\(due.count) past their time; \(due.count { $0.outcome == .due }) would go.")
    }
}

/// Conversations past their time, as a command prints them.
struct DueTable {
    let records: [DueRecord]

    init(_ records: [DueRecord]) { self.records = records }

    func print(_ format: OutputFormat) throws {
        switch format {
        case .json: try JSONOutput.print(records)
        case .table:
            var table = Table("CONVERSATION", "WHAT", "CLASS", "SINCE", "UNTIL", "ENTRIES", "SOURCE")
            for record in records {
                table.add(
                    record.conversation, record.outcome.rawValue, record.retention, record.since, record.until, "\(record.entries)",
                    record.source)
            }
            try table.print()
        }
    }
}
