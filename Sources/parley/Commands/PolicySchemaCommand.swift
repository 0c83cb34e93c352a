import ArgumentParser
import PolicyFiles

struct PolicySchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the form of a pack's file as a JSON Schema, for editors that complete and check.",
        discussion: "Example: parley policy schema --policies Policies > Policies/schemas/pack.schema.json")

    @Option(help: "The folder of policies.")
    var policies = "Policies"

    func run() throws { try StandardOutput.write(PackSchema(PolicyFolder.terms(at: policies)).bytes()) }
}
