import ArgumentParser
import Broker

struct LedgerRebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Drops every projection of a stopped server and builds it again from the entries.",
        discussion: "The entries are never touched. Stop the server first.\n\nExample: parley ledger rebuild --home /var/lib/parley")

    @OptionGroup var home: HomeOption

    func run() throws {
        let ledger = try LedgerFolder(home.home.path)
        let progress = ProgressLine("Entries")
        try Store.rebuild(at: ledger.place, progress: progress.show)
        Words.say("Every projection is built again.")
    }
}
