import ArgumentParser
import Broker
import PolicyFiles

struct PolicyTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Runs scenarios against policy packs, in memory.",
        discussion: """
            Exit code 1 if a scenario fails, 2 if a file of scenarios uses a word that neither the vocabulary nor a pack declares.

            Example: parley policy test --policies Policies Policies/scenarios/examples.yaml
            """)

    @Option(help: "The folder of policies.")
    var policies = "Policies"
    @Argument(help: "Files of scenarios; none runs the folder's own.")
    var files: [String] = []
    @OptionGroup var output: ReportOption

    func run() throws {
        let folder = try PolicyFolder.read(at: policies)
        let scenarios: ScenarioFiles
        do throws(PolicyErrors) { scenarios = try ScenarioFiles(files, in: folder) } catch {
            Exit.wronglyAsked("\(error)")
        }
        let results = try scenarios.run()
        switch output.format {
        case .json: try JSONOutput.write([UInt8](ScenarioResult.json(results)) + [0x0A])
        case .junit:
            let places = Dictionary(scenarios.scenarios.map { ($0.id, "\($0.file):\($0.line)") }) { first, _ in first }
            try JUnitOutput.print(
                "policy test",
                results.map {
                    .init(name: $0.id, place: places[$0.id] ?? "", failure: $0.passed ? nil : $0.differs.joined(separator: "; "))
                })
        case .table:
            var table = Table("SCENARIO", "RESULT", "DECISION", "DIFFERS")
            for result in results {
                table.add(
                    result.id, result.passed ? "passed" : "FAILED", result.decision.verdict.word, result.differs.joined(separator: "; "))
            }
            try table.print()
        }
        let failed = results.count { !$0.passed }
        Words.say("\(results.count - failed) of \(results.count) scenarios passed.")
        if failed > 0 { throw Exit.no }
    }
}
