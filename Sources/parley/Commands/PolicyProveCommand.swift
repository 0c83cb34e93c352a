import ArgumentParser
import Broker
import PolicyFiles

struct PolicyProveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Proves what the packs together can never allow, or shows the smallest case in which they do.",
        discussion: """
            Reads properties.yaml in the folder of policies and looks at every case that the packs can tell from another. With \
            --scenarios the cases that break a property are written as scenarios, which 'parley policy test' runs and shows failing. \
            Exit code 1 if a property does not hold or is about nothing.

            Example: parley policy prove --policies Policies --scenarios broken.yaml
            """)

    @Option(help: "The folder of policies.")
    var policies = "Policies"
    @Option(help: "A pack to prove of, again for each; those in force if left out.")
    var pack: [String] = []
    @Option(help: "A property to prove, again for each; all of them if left out.")
    var property: [String] = []
    @Option(help: "The moment at which cases are looked for first; now if left out.")
    var at = Moment.now
    @Option(help: "A file to write counterexamples to.")
    var scenarios: String?
    @OptionGroup var output: ReportOption

    func run() throws {
        // Before the work, which takes a while.
        let target = try scenarios.map(OutputFile.init)
        let folder = try PolicyFolder.terms(at: policies)
        guard !folder.properties.isEmpty else { Exit.wronglyAsked("\(policies) has no properties.yaml; there is nothing to prove.") }
        let progress = ProgressLine("Properties")
        let proofs: PolicyProofs
        do throws(PolicyErrors) {
            proofs = try PolicyProofs(folder, packs: pack, properties: property, now: at.instant, progress: progress.show)
        } catch { Exit.wronglyAsked("\(error)") }
        switch output.format {
        case .json: try JSONOutput.print(proofs)
        case .table: try table(proofs)
        case .junit:
            try JUnitOutput.print(
                "policy prove",
                proofs.results.map { result in
                    .init(
                        name: result.proof.property.id, place: "\(result.place)",
                        failure: result.proof.holds ? nil : Self.broken(result))
                })
        }
        if let target { try target.write(Array(proofs.scenarioFile.utf8)) }
        let broken = proofs.results.count { !$0.proof.holds }
        let idle = proofs.results.count { !$0.proof.hasCases }
        Words.say("\(proofs.results.count - broken) of \(proofs.results.count) properties hold.")
        if idle > 0 { Words.say("\(idle) of them are about nothing: no case meets the premise. Correct the premise.") }
        if broken > 0 || idle > 0 { throw Exit.no }
    }

    private func table(_ proofs: PolicyProofs) throws {
        var table = Table("PROPERTY", "RESULT", "WHERE", "SMALLEST CASE AGAINST IT")
        for result in proofs.results {
            let word = !result.proof.hasCases ? "ABOUT NOTHING" : result.proof.holds ? "holds" : "BROKEN"
            table.add(result.proof.property.id, word, "\(result.place)", result.proof.holds ? "" : Self.broken(result))
        }
        try table.print()
        for scenario in proofs.results.compactMap(\.scenario) { try StandardOutput.write(Array("\n\(scenario)".utf8)) }
    }

    private static func broken(_ result: PolicyProofs.Result) -> String {
        guard let found = result.proof.counterexample else { return "" }
        return "\(found.missing.joined(separator: "; ")): \(found.facts.inWords)"
    }
}
