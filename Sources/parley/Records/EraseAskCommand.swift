import ArgumentParser
import Broker

struct EraseAskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Asks for an erasure. Nothing is destroyed before somebody else confirms it.",
        discussion: "Example: parley erase ask --customer 0f3c… --basis \"UK GDPR art. 17(1)(a)\" --token-file token")

    @Option(help: "The customer's id, or that of a conversation they began.")
    var customer: String
    @Option(help: "The legal basis; it stands in the ledger for good, so name no person in it.")
    var basis: String
    @OptionGroup var server: RunningServer
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard HoldSubject(kind: "customer", which: customer) != nil else { throw ValidationError(HoldSubject.howToAsk) }
    }

    func run() async throws {
        let done: RecordedAct = try await server.post("/api/records/erasures", ["customer": customer, "basis": basis])
        let all = done.entries.count
        try done.print(
            output.format,
            (all == 1 ? "Asked." : "Asked, of \(all) identities of one customer; one word answers all of them.")
                + " Somebody else confirms it with: parley erase confirm \(done.event ?? "EVENT") --token-file …")
    }
}
