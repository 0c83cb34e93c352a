import ArgumentParser

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures how fast the parts are, on this machine and its disk.",
        discussion: "Measure with a release build.\n\nExample: parley bench scan --format json",
        subcommands: [
            BenchIntake.self, BenchScanCommand.self, BenchDecideCommand.self, BenchReplayCommand.self, BenchVerifyCommand.self,
            BenchLedgerCommand.self, BenchRestartCommand.self,
            BenchSeedCommand.self, BenchDeskCommand.self,
        ])
}
