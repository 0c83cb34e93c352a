import ArgumentParser
import Broker
import PolicyFiles

struct PolicyDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Shows in which cases one folder of policies is stricter or laxer than another, with the fewest facts that say so.",
        discussion: """
            Every case is looked at, not only those that have occurred. With --home, those that have occurred in a server's ledger are told \
            apart beside them, with their conversations. Exit code 1 with --fail-on laxer if an answer becomes laxer, with \
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
    @Option(help: "A server's folder: which of its recorded decisions would change.")
    var home: String?
    @OptionGroup var output: ReportOption

    private struct Both: Encodable {
        var cases: PolicyDifference
        var recorded: PolicyReplay
    }

    func run() async throws {
        let difference: PolicyDifference
        let folders = (try PolicyFolder.terms(at: before), try PolicyFolder.terms(at: after))
        do throws(PolicyErrors) { difference = try PolicyDifference(folders.0, folders.1, packs: pack, now: at.instant) } catch {
            Exit.wronglyAsked("\(error)")
        }
        var replay: PolicyReplay?
        if let home {
            let progress = ProgressLine("Entries")
            replay = try await PolicyReplay(chosen(folders.1), overLedgerOf: home, comparedWith: chosen(folders.0)) {
                progress.show($0, of: $1)
            }
        }
        switch output.format {
        case .json:
            if let replay { try JSONOutput.print(Both(cases: difference, recorded: replay)) } else { try JSONOutput.print(difference) }
        case .table:
            var table = Table("", "QUESTION", "BEFORE", "AFTER", "WHENEVER")
            for change in difference.changes {
                table.add(
                    change.laxer ? "LAXER" : "stricter", change.direction, change.from, change.to,
                    change.when.isEmpty ? "always" : change.when.joined(separator: ", and "))
            }
            try table.print()
            if let replay, !replay.changes.isEmpty {
                try StandardOutput.write(Array("\nRecorded decisions that change\n".utf8))
                try ReplayOutput.table(replay).print()
            }
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
        if let replay { ReplayOutput.say(replay) }
        if failOn == .any && !difference.changes.isEmpty || failOn == .laxer && difference.laxer > 0 { throw Exit.no }
    }

    private func chosen(_ folder: PolicyFolder) -> PolicyFolder {
        pack.isEmpty ? folder : folder.replacing(packs: folder.packs.filter { pack.contains($0.reference.id) })
    }
}
