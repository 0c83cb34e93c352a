import ArgumentParser
import Broker
import FoundationEssentials

struct LedgerProveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Writes the proof that one entry is in the log, and the entry, out of an export.",
        discussion: """
            Writes entry-N.tlog-proof and entry-N.leaf into the present folder, or the one named by --to; neither may be there yet.

            Example: parley ledger prove --index 17 export
            """)

    @Option(help: "The entry's place in the log, from 0.")
    var index: UInt64?
    @Option(help: "The entry's event id, 32 hexadecimal digits.")
    var event: String?
    @Argument(help: "The folder of an export.")
    var folder: String
    @Option(help: "Where the two files are written.")
    var to = "."
    @OptionGroup var output: FormatOption

    private func entry() throws -> EntryProof.Entry {
        switch (index, event) {
        case (let index?, nil): return .index(index)
        case (nil, let event?):
            guard let id = EventID(event) else { throw ValidationError("--event is 32 hexadecimal digits, not '\(event)'.") }
            return .event(id)
        default: throw ValidationError("Name one entry: --index or --event.")
        }
    }

    func validate() throws { _ = try entry() }

    private struct Written: Encodable {
        var index: UInt64
        var proof: String
        var leaf: String
    }

    func run() throws {
        let made = try EntryProof(entry(), in: folder)
        let files = try made.write(to: to)
        switch output.format {
        case .table: try StandardOutput.write(Array("\(files.proof)\n\(files.leaf)\n".utf8))
        case .json: try JSONOutput.print(Written(index: made.index, proof: files.proof, leaf: files.leaf))
        }
        Words.say("Verify it with: parley ledger verify --proof \(files.proof) --leaf \(files.leaf) --key KEY")
    }
}
