import ArgumentParser
import Broker

struct HoldPlaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "place",
        abstract: "Protects a conversation, or everything of a customer, from every erasure.",
        discussion: """
            Example: parley hold place --conversation 0f3c… --reason "claim 4711" --token-file token
            Example: parley hold place --customer 0f3c… --reason "ombudsman, case 88" --token-file token
            """)

    @Option(help: "The conversation's id; what is merged with it is held as well.")
    var conversation: String?
    @Option(help: "The customer's id, or that of a conversation they began.")
    var customer: String?
    @Option(help: "Why; it stands in the ledger.")
    var reason: String
    @OptionGroup var server: RunningServer
    @OptionGroup var output: FormatOption

    private var asked: (on: String, which: String)? {
        switch (conversation, customer) {
        case (let id?, nil): ("conversation", id)
        case (nil, let id?): ("customer", id)
        default: nil
        }
    }

    func validate() throws {
        guard let asked else { throw ValidationError("Name one thing to hold: --conversation or --customer.") }
        guard HoldSubject(kind: asked.on, which: asked.which) != nil else { throw ValidationError(HoldSubject.howToAsk) }
    }

    func run() async throws {
        guard let asked else { return }
        let done: RecordedAct = try await server.post(
            "/api/records/holds", ["on": asked.on, "which": asked.which, "reason": reason])
        try done.print(output.format, "Held. Lift it with: parley hold lift \(done.event ?? "EVENT") --reason …")
    }
}
