import ArgumentParser
import Broker

struct RecordsSweepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Destroys what is past its time, by destroying keys. Without --destroy it only says what it would do.",
        discussion: """
            Each conversation that goes is an entry of the ledger. What a legal hold protects stays, and so does a conversation in which a \
            customer waits for an answer.

            Example: parley records sweep --token-file token
            Example: parley records sweep --destroy --token-file token
            """)

    @Flag(help: "Destroy it. There is no way back.")
    var destroy = false
    @OptionGroup var server: RunningServer
    @OptionGroup var output: FormatOption

    func run() async throws {
        let records: [DueRecord] =
            destroy ? try await server.post("/api/records/sweep") : try await server.get("/api/records/due")
        try DueTable(records).print(output.format)
        let kept = records.count { $0.outcome == .held || $0.outcome == .waiting }
        if destroy {
            Words.say("\(records.count { $0.outcome == .destroyed }) destroyed, \(kept) kept.")
        } else {
            Words.say("\(records.count - kept) would go, \(kept) are kept. Nothing was destroyed: say --destroy.")
        }
    }
}
