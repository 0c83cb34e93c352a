import ArgumentParser
import Broker
import FoundationEssentials

struct LedgerHeadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "head",
        abstract: "Prints the newest signed checkpoint of a server's ledger, and how many entries are accepted.",
        discussion:
            "Keep what it prints: `ledger verify --retained` proves later that the log was only continued.\n\nExample: parley ledger head > checkpoint-2027-02-01"
    )

    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    private struct Head: Encodable {
        var origin: String
        var accepted: UInt64
        var sealed: UInt64
        var root: String?
        var checkpoint: String?
    }

    func run() throws {
        let ledger = try LedgerFolder(home.home.path)
        let accepted = try ledger.accepted()
        let note = try ledger.sealed()
        let checkpoint = try note.map { try VerifiedCheckpoint($0, log: home.home.logKeys()).checkpoint }
        switch output.format {
        case .table:
            if let note { try StandardOutput.write(note.encode()) }
            Words.say("\(accepted) entries accepted, \(checkpoint?.size ?? 0) sealed.")
        case .json:
            try JSONOutput.print(
                Head(
                    origin: ledger.origin, accepted: accepted, sealed: checkpoint?.size ?? 0, root: checkpoint?.root.description,
                    checkpoint: note.map { String(decoding: $0.encode(), as: UTF8.self) }))
        }
    }
}
