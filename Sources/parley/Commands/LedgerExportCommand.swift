import ArgumentParser
import Broker

struct LedgerExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the ledger up to its newest signed checkpoint into a new folder, for anybody to verify.",
        discussion: """
            Works while the server runs. The folder has the C2SP tlog-tiles layout with the log's key, the terms that were ever in force \
            and what the configuration's entries say; nothing about a person is in it. A folder that holds anything is left alone.

            Example: parley ledger export --to /media/usb/export
            """)

    @Option(help: "The folder to write; it must not be there yet, or be empty.")
    var to: String
    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    private struct Written: Encodable {
        var folder: String
        var origin: String
        var size: UInt64
        var root: String
        var files: Int
        var terms: Int
        var disclosures: Int
    }

    func run() throws {
        let ledger = try LedgerFolder(home.home.path)
        let progress = ProgressLine("Entries")
        let written = try LedgerExport(ledger, log: home.home.logKey()).write(to: to, progress: progress.show)
        switch output.format {
        case .table:
            var table = Table("ORIGIN", "ENTRIES", "ROOT", "FILES", "TERMS")
            table.add(
                written.checkpoint.origin, "\(written.checkpoint.size)", "\(written.checkpoint.root)", "\(written.files)",
                "\(written.termsFiles)")
            try table.print()
            Words.say("Verify it with: parley ledger verify \(to) --key \(home.home.verifierKey)")
        case .json:
            try JSONOutput.print(
                Written(
                    folder: to, origin: written.checkpoint.origin, size: written.checkpoint.size, root: written.checkpoint.root.description,
                    files: written.files, terms: written.termsFiles, disclosures: written.disclosures))
        }
    }
}
