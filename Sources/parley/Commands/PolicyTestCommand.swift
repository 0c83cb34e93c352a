import ArgumentParser
import Broker
import PolicyFiles

struct PolicyTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Runs scenarios against policy packs, in memory.",
        discussion: """
            A scenario with a table is one case a row, one with disguises is run again for each way of writing the numbers of its text, and \
            properties beside scenarios are proved over every case. Exit code 1 if a scenario fails or a property does not hold, 2 if a file of scenarios uses a word that neither the vocabulary nor a pack declares.

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
        let proofs: [PolicyProofs.Result]
        do throws(PolicyErrors) { proofs = try scenarios.proofs(now: Moment.now.instant) } catch { Exit.wronglyAsked("\(error)") }
        switch output.format {
        case .json: try JSONOutput.write([UInt8](ScenarioResult.json(results, proofs)) + [0x0A])
        case .junit:
            let places = Dictionary(scenarios.scenarios.map { ($0.id, "\($0.file):\($0.line)") }) { first, _ in first }
            try JUnitOutput.print(
                "policy test",
                results.map {
                    .init(name: $0.id, place: places[$0.id] ?? "", failure: $0.passed ? nil : $0.differs.joined(separator: "; "))
                }
                    + proofs.map {
                        .init(
                            name: $0.proof.property.id, place: "\($0.place)",
                            failure: $0.differs.isEmpty ? nil : $0.differs.joined(separator: "; "))
                    })
        case .table:
            var table = Table("SCENARIO", "RESULT", "DECISION", "DIFFERS")
            for result in results {
                table.add(
                    result.id, result.passed ? "passed" : "FAILED", result.decision.verdict.word, result.differs.joined(separator: "; "))
            }
            for proof in proofs {
                table.add(
                    proof.proof.property.id, proof.differs.isEmpty ? "passed" : "FAILED", "in every case",
                    proof.differs.joined(separator: "; "))
            }
            try table.print()
        }
        let failed = results.count { !$0.passed }
        Words.say("\(results.count - failed) of \(results.count) scenarios passed.")
        let broken = proofs.count { !$0.differs.isEmpty }
        if !proofs.isEmpty { Words.say("\(proofs.count - broken) of \(proofs.count) properties hold.") }
        if failed + broken > 0 { throw Exit.no }
    }
}
