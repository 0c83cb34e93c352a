import ArgumentParser
import Broker

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copies the ledger and the key store, as they are at one moment, into a new folder. The server may run.",
        discussion: """
            The copy is read back and its tree worked out anew before the manifest is written and signed. The key-encryption key and the log's \
            key are not in it: keep key-encryption.key and the folder signer elsewhere, and apart. Keep keys.db.destroyed as well: with it a \
            restore destroys again what was erased after the backup was taken.

            Example: parley backup --to /backup/2026-11-22
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
        var sealed: UInt64
        var taken: String
        var files: Int
        var key: String?
    }

    func run() throws {
        let progress = ProgressLine("Pages")
        let backup = try home.home.backUp(to: to) { left, all in progress.show(UInt64(all - left), of: UInt64(all)) }
        let manifest = backup.manifest
        let key = try home.home.backupKey(of: manifest)?.line
        switch output.format {
        case .table:
            var table = Table("ORIGIN", "ENTRIES", "SEALED", "ROOT", "FILES")
            table.add(manifest.origin, "\(manifest.head.size)", "\(manifest.sealed)", "\(manifest.head.root)", "\(manifest.files.count)")
            try table.print()
            Words.say("Put it back with: parley restore \(to) --home FOLDER")
        case .json:
            try JSONOutput.print(
                Written(
                    folder: to, origin: manifest.origin, size: manifest.head.size, root: manifest.head.root.description,
                    sealed: manifest.sealed, taken: manifest.taken.description, files: manifest.files.count, key: key))
        }
    }
}
