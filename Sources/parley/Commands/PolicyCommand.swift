import ArgumentParser

struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Checks, tests, explains and proves policy packs as files.",
        discussion: "Example: parley policy check Policies",
        subcommands: [
            PolicyCheckCommand.self, PolicyTestCommand.self, PolicyProveCommand.self, PolicyLintCommand.self, PolicyCoverageCommand.self,
            PolicyDiffCommand.self, PolicyReplayCommand.self, PolicyExplainCommand.self, PolicySchemaCommand.self,
        ])
}
