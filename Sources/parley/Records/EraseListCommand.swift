import ArgumentParser
import Broker

struct EraseListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the erasures that wait for a second person, oldest first.",
        discussion: "Example: parley erase list --token-file token")

    @OptionGroup var server: RunningServer
    @OptionGroup var output: FormatOption

    func run() async throws {
        let erasures: [ErasureLine] = try await server.get("/api/records/erasures")
        switch output.format {
        case .json: try JSONOutput.print(erasures)
        case .table:
            var table = Table("REQUEST", "CUSTOMER", "ASKED", "BY", "LEGAL BASIS")
            for erasure in erasures { table.add(erasure.asked, erasure.customer, erasure.at, erasure.by, erasure.basis) }
            try table.print()
            Words.say("\(erasures.count) wait for a second person.")
        }
    }
}
