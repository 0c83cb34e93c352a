import ArgumentParser
import Broker

struct RescanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rescan",
        abstract: "Has what the quarantine holds read once more: after programs, languages or packs have changed.",
        discussion: """
            Every file that nobody could read gets another look, one after another; what comes of each is an entry. A file with something in it
            that may not be kept is destroyed, a clean one can be opened from the desk, the others wait on until their time is over.

            Example: parley rescan --quarantine --token-file token
            """)

    @Flag(help: "What waits in the quarantine.")
    var quarantine = false
    @OptionGroup var server: RunningServer
    @OptionGroup var output: FormatOption

    /// How many files will be read.
    struct Answer: Codable {
        var waiting: Int
    }

    func validate() throws {
        guard quarantine else { throw ValidationError("Say what is to be read again: --quarantine.") }
    }

    func run() async throws {
        let answer: Answer = try await server.post("/api/quarantine/rescan")
        switch output.format {
        case .json: try JSONOutput.print(answer)
        case .table:
            var table = Table("WAITING")
            table.add("\(answer.waiting)")
            try table.print()
        }
        Words.say("These files are read again, one after another.")
    }
}
