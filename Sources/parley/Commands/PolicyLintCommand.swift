import ArgumentParser
import Broker
import Policies
import PolicyFiles

struct PolicyLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Finds what is well formed in policies and still probably not meant, with file, line, column and what to do.",
        discussion: """
            Rules that never fire or whose answer never counts, conditions that change nothing, packs that loosen what others say, rules \
            without a test, dates that have passed, replies that the packs would stop. Exit code 1 for what --fail-on names or worse.

            Example: parley policy lint --policies Policies --fail-on warning
            """)

    @Option(help: "The folder of policies.")
    var policies = "Policies"
    @Option(help: "The moment to look from.")
    var at = Moment.now
    @Option(help: "The least weight that fails: note, warning or error.")
    var failOn = FaultWeight.warning
    @OptionGroup var output: ReportOption

    func run() throws {
        let folder = try PolicyFolder.read(at: policies)
        let lint: PolicyLinting
        do { lint = try PolicyLinting(folder, now: at.instant) } catch let errors as PolicyErrors { Exit.wronglyAsked("\(errors)") }
        switch output.format {
        case .json: try JSONOutput.print(lint)
        case .table:
            for finding in lint.findings {
                try StandardOutput.write(
                    Array("\(finding.place): \(finding.weight): \(finding.problem); \(finding.advice) [\(finding.kind)]\n".utf8))
            }
        case .junit:
            try JUnitOutput.print(
                "policy lint",
                lint.findings.map { .init(name: $0.kind, place: "\($0.place)", failure: "\($0.weight): \($0.problem); \($0.advice)") })
        }
        let counts = FaultWeight.allCases.reversed().map { weight in
            "\(lint.findings.count { $0.weight == weight.rawValue }) \(weight.rawValue)s"
        }
        Words.say(lint.findings.isEmpty ? "Nothing found." : counts.joined(separator: ", ") + ".")
        if let weight = PolicyFault.Weight(rawValue: failOn.rawValue), lint.has(atLeast: weight) { throw Exit.no }
    }
}

enum FaultWeight: String, ExpressibleByArgument, CaseIterable {
    case note, warning, error
}
