import ArgumentParser

struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Checks and tests policy packs as files.",
        discussion: "Example: parley policy check Policies",
        subcommands: [PolicyCheckCommand.self, PolicyTestCommand.self])
}
