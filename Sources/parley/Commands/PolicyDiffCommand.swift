import ArgumentParser
import Broker
import PolicyFiles

struct PolicyDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Shows in which cases one folder of policies is stricter or laxer than another, with the fewest facts that say so.",
        discussion: """
            Every case is looked at, not only those that have occurred. Exit code 1 with --fail-on laxer if an answer becomes laxer, with \
            --fail-on any if one changes at all.

            Example: parley policy diff Policies /tmp/new-policies --fail-on laxer
            """)

    enum FailOn: String, ExpressibleByArgument, CaseIterable { case laxer, any, never }

    @Argument(help: "The folder of policies as it is.")
    var before: String
    @Argument(help: "The folder of policies as it would be.")
    var after: String
    @Option(help: "A pack to compare, again for each; those in force if left out.")
    var pack: [String] = []
    @Option(help: "The moment at which cases are looked for first.")
    var at = Moment.now
    @Option(help: "What makes the exit code 1: laxer, any or never.")
    var failOn = FailOn.never
    @OptionGroup var output: ReportOption

    func run() throws {
        let difference: PolicyDifference
        let folders = (try PolicyFolder.read(at: before), try PolicyFolder.read(at: after))
        do throws(PolicyErrors) { difference = try PolicyDifference(folders.0, folders.1, packs: pack, now: at.instant) } catch {
            Exit.wronglyAsked("\(error)")
        }
        switch output.format {
        case .json: try JSONOutput.print(difference)
        case .table:
            var table = Table("", "QUESTION", "BEFORE", "AFTER", "WHENEVER")
            for change in difference.changes {
                table.add(
                    change.laxer ? "LAXER" : "stricter", change.direction, change.from, change.to,
                    change.when.isEmpty ? "always" : change.when.joined(separator: ", and "))
            }
            try table.print()
        case .junit:
            try JUnitOutput.print(
                "policy diff",
                difference.changes.map { change in
                    let fails = failOn == .any || failOn == .laxer && change.laxer
                    return .init(
                        name: "\(change.from) to \(change.to)", place: change.direction,
                        failure: fails ? change.when.joined(separator: ", and ") : nil)
                })
        }
        Words.say(
            difference.changes.isEmpty
                ? "No case is answered otherwise."
                : "\(difference.laxer) changes make an answer laxer, \(difference.changes.count - difference.laxer) stricter"
                    + (difference.complete ? "." : "; there are more."))
        if failOn == .any && !difference.changes.isEmpty || failOn == .laxer && difference.laxer > 0 { throw Exit.no }
    }
}
