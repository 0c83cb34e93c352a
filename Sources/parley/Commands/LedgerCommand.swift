import ArgumentParser

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "The signed record: export it, verify it offline, prove one entry.",
        discussion: "Example: parley ledger export --to /media/usb/export && parley ledger verify /media/usb/export --key log.vkey",
        subcommands: [
            LedgerHeadCommand.self, LedgerExportCommand.self, LedgerVerifyCommand.self, LedgerProveCommand.self, LedgerRebuildCommand.self,
            LedgerWitnessCommand.self, LedgerCosignCommand.self, LedgerContinueCommand.self,
        ])
}
