import ArgumentParser

struct ClockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Says when answers are due, and why.",
        discussion: "Example: parley clock explain 6f1c0a9e5d3b47c28a90b1c2d3e4f506", subcommands: [ClockExplainCommand.self])
}
