import ArgumentParser

/// Measures this machine with the real thing.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure speed on this machine.", subcommands: [BenchIntake.self])
}
