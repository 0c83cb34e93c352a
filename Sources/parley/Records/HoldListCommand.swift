import ArgumentParser
import Broker

struct HoldListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the holds that stand, oldest first.",
        discussion: "Example: parley hold list --token-file token --format json")

    @OptionGroup var server: RunningServer
    @OptionGroup var output: FormatOption

    func run() async throws {
        let holds: [HoldLine] = try await server.get("/api/records/holds")
        switch output.format {
        case .json: try JSONOutput.print(holds)
        case .table:
            var table = Table("HOLD", "ON", "WHICH", "SINCE", "BY", "WHY")
            for hold in holds { table.add(hold.hold, hold.on, hold.which, hold.at, hold.by, hold.reason) }
            try table.print()
            Words.say("\(holds.count) holds.")
        }
    }
}
