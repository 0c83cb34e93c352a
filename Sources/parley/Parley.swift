import ArgumentParser

@main
struct Parley: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parley", abstract: "A conversation broker for regulated firms.",
        subcommands: [Demo.self, Serve.self, SignerCommand.self, BenchGroup.self, BenchLoad.self])
}
