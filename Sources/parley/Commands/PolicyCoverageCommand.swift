import ArgumentParser
import Broker
import PolicyFiles

struct PolicyCoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Says what scenarios ask of packs, and which small faults in the rules they would not notice.",
        discussion: """
            Rules that fire, conditions that held and did not, answers, data classes by channel and direction, and a mutation score: of \
            100 small faults put into the rules (a rule left out, an answer weakened, a bound moved, a word taken away) so many make a \
            scenario fail. Exit code 1 if the score is under --least or a rule is never fired.

            Example: parley policy coverage --policies Policies --least 90
            """)

    @Option(help: "The folder of policies.")
    var policies = "Policies"
    @Option(help: "A pack to look at, again for each; all of them if left out.")
    var pack: [String] = []
    @Option(help: "The least mutation score, 0 to 100.")
    var least = 90.0
    @Argument(help: "Files of scenarios; none takes the folder's own.")
    var files: [String] = []
    @OptionGroup var output: ReportOption

    func validate() throws {
        guard (0...100).contains(least) else { throw ValidationError("--least is a score from 0 to 100.") }
    }

    func run() throws {
        let folder = try PolicyFolder.read(at: policies)
        let packs = folder.packs.map(\.reference.id)
        for name in pack where !packs.contains(name) { Exit.wronglyAsked(UnknownName("pack", name, packs).description) }
        let scenarios: ScenarioFiles
        do throws(PolicyErrors) { scenarios = try ScenarioFiles(files, in: folder) } catch { Exit.wronglyAsked("\(error)") }
        let progress = ProgressLine("Rules")
        let coverage: PolicyCoverage
        do { coverage = try PolicyCoverage(folder, scenarios: scenarios.scenarios, packs: pack, progress: progress.show) } catch let errors
            as PolicyErrors
        { Exit.wronglyAsked("\(errors)") }
        switch output.format {
        case .json: try JSONOutput.print(coverage)
        case .table: try table(coverage)
        case .junit:
            try JUnitOutput.print(
                "policy coverage",
                coverage.rules.map { rule in
                    let faults = coverage.survivors.filter { $0.name == rule.name }.map(\.change)
                    let problem = (rule.fired == 0 ? ["no scenario makes the rule fire"] : []) + faults.map { "nobody notices that \($0)" }
                    return .init(
                        name: rule.name.rule, place: rule.name.pack, failure: problem.isEmpty ? nil : problem.joined(separator: "; "))
                })
        }
        if !coverage.failing.isEmpty {
            Words.say("Left out, since they do not pass: \(coverage.failing.joined(separator: ", ")). `parley policy test` says why.")
        }
        let score = (coverage.score * 10).rounded() / 10
        Words.say(
            "\(coverage.scenarios) scenarios; \(coverage.rules.count - coverage.unfired.count) of \(coverage.rules.count) rules fire; "
                + "\(coverage.mutants - coverage.survivors.count) of \(coverage.mutants) faults are noticed: \(score) %.")
        if coverage.score < least || !coverage.unfired.isEmpty { throw Exit.no }
    }

    private func table(_ coverage: PolicyCoverage) throws {
        var rules = Table("RULE", "ASKED", "FIRED", "DECIDED", "FAULTS NOT NOTICED")
        for rule in coverage.rules {
            rules.add(
                "\(rule.name)", "\(rule.asked)", "\(rule.fired)", "\(rule.decided)", "\(coverage.survivors.count { $0.name == rule.name })")
        }
        try rules.print()
        var answers = Table("ANSWER", "SCENARIOS")
        for (verdict, count) in coverage.verdicts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            answers.add(verdict.word, "\(count)")
        }
        try StandardOutput.write([0x0A])
        try answers.print()
        var cells = Table("DIRECTION", "CHANNEL", "CLASS", "SCENARIOS")
        for cell in coverage.cells { cells.add(cell.direction.rawValue, cell.channel, cell.dataClass.word, "\(cell.scenarios)") }
        try StandardOutput.write([0x0A])
        try cells.print()
        var missing = Table("RULE", "WHAT NO SCENARIO NOTICES OR SHOWS")
        for mutant in coverage.survivors { missing.add("\(mutant.name)", mutant.change) }
        for (name, part) in coverage.oneSided {
            missing.add("\(name)", "'\(part.words)' \(part.held == 0 ? "never holds" : "always holds")")
        }
        try StandardOutput.write([0x0A])
        try missing.print()
    }
}
