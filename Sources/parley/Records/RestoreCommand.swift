import ArgumentParser
import Broker

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Puts a backup back, once everything in it is verified.",
        discussion: """
            The server's folder needs key-encryption.key and the folder signer, from where they are kept, and no ledger. Every file is compared \
            with the signed manifest, the tree is worked out over all entries and compared with every checkpoint, every field is opened, and \
            what was erased since is destroyed again. Only then the files stand where a server looks for them.

            Where the log's key has signed more than the backup holds, the server refuses to start. Look for the newest ledger first. If it is \
            lost for good, `parley ledger continue` goes on openly, with an entry that says so.

            Exit codes: 0 a server may start on it, 1 it is behind what was signed, 3 it was not put back.

            Example: parley restore /backup/2026-11-22 --home /var/lib/parley
            """)

    @Argument(help: "The backup's folder.")
    var backup: String
    @Option(help: "A list of destroyed keys, keys.db.destroyed, from elsewhere; the one in the server's folder is used anyway.")
    var destroyed: String?
    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    private struct Done: Encodable {
        var origin: String
        var size: UInt64
        var root: String
        var sealed: UInt64
        var taken: String
        var destroyedAgain: Int
        var lost: Int
        var signed: UInt64?
        var hadList: Bool

        private enum CodingKeys: String, CodingKey {
            case origin, size, root, sealed, taken, lost, signed
            case destroyedAgain = "destroyed_again"
            case hadList = "had_destroyed_list"
        }
    }

    func run() async throws {
        let progress = ProgressLine("Checked")
        let done = try await RestoredHome.run(
            backup, into: home.home, destroyed: destroyed, executable: "/proc/self/exe",
            progress: { _, part, all in progress.show(part, of: all) })
        let manifest = done.restored.manifest
        switch output.format {
        case .table:
            var table = Table("ORIGIN", "ENTRIES", "SEALED", "ROOT", "TAKEN", "DESTROYED AGAIN")
            table.add(
                manifest.origin, "\(manifest.head.size)", "\(manifest.sealed)", "\(manifest.head.root)", manifest.taken.description,
                "\(done.restored.destroyedAgain)")
            try table.print()
        case .json:
            var signed: UInt64?
            if case .behind(let size) = done.standing { signed = size }
            try JSONOutput.print(
                Done(
                    origin: manifest.origin, size: manifest.head.size, root: manifest.head.root.description, sealed: manifest.sealed,
                    taken: manifest.taken.description, destroyedAgain: done.restored.destroyedAgain, lost: done.restored.lost.count,
                    signed: signed, hadList: done.restored.hadList))
        }
        if !done.restored.hadList {
            Words.say(
                """
                WARNING: there was no list of destroyed keys, so nobody was erased again. Whoever was erased after \(manifest.taken) CAN BE READ \
                in what was put back. Before you start a server on it, look for keys.db.destroyed beside the newest keys.db and restore \
                once more, into an empty home, with --destroyed FILE; or ask for and confirm each erasure since then again. If nobody was \
                ever erased, there is no such list, and nothing to do.
                """)
        }
        if let first = done.restored.lost.first {
            Words.say(
                "\(done.restored.lost.count) entries, the first of them \(first), have lost what they said without an entry that says why.")
        }
        switch done.standing {
        case .servable: Words.say("Verified. Start it with: parley serve --home \(home.home.path)")
        case .unknown(let why):
            Words.say("Verified, but nobody knows what the log's key has signed: \(why)")
            throw Exit.no
        case .behind(let signed):
            Words.say(
                """
                Verified, but the log's key has signed \(signed) entries, and \(manifest.head.size) are here: the server will not start. Look for \
                the newest ledger or backup. If it is lost for good: parley ledger continue --reason … --token-file FILE --home \(home.home.path)
                """)
            throw Exit.no
        }
    }
}
