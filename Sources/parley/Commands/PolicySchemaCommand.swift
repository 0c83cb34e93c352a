import ArgumentParser
import PolicyFiles

struct PolicySchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the form of a pack's file, or of a file of scenarios, as a JSON Schema for editors that complete and check.",
        discussion: """
            Example: parley policy schema --policies Policies > Policies/schemas/pack.schema.json
            Example: parley policy schema --of scenarios > Policies/schemas/scenario.schema.json
            """)

    enum Form: String, ExpressibleByArgument, CaseIterable { case pack, scenarios }

    @Option(help: "The folder of policies.")
    var policies = "Policies"

    @Option(help: "The file's kind: pack or scenarios.")
    var of = Form.pack

    func run() throws {
        let folder = try PolicyFolder.terms(at: policies)
        switch of {
        case .pack: try StandardOutput.write(PackSchema(folder).bytes())
        case .scenarios: try StandardOutput.write(ScenarioSchema(folder).bytes())
        }
    }
}
