import ArgumentParser
import Broker
import PolicyFiles

struct PolicyDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Shows in which cases one folder of policies is stricter or laxer than another, with the fewest facts that say so.",
        discussion: """
            Whole answers are compared in every case, not only in those that have occurred: the decision, what has to happen, deadlines, \
            evidence, who is told, who approves and who may go against it. What no case shows, such as phrases, patterns, service levels and \
            calendars, is compared file by file. With --home, recorded decisions that change are told as well, with their conversations. \
            The table has the \(PolicyDiffOutput.mostRows) most dangerous changes; --format json has all. Exit code 1 with --fail-on laxer if \
            something becomes laxer or may do so, with --fail-on any if anything changes at all.

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
            try PolicyDiffOutput(difference).print()
            if let replay, !replay.changes.isEmpty {
                try StandardOutput.write(Array("\nRecorded decisions that change\n".utf8))
                try ReplayOutput.table(replay).print()
            }
        case .junit:
            try JUnitOutput.print("policy diff", PolicyDiffOutput(difference).cases { failOn == .any || failOn == .laxer && $0 == "laxer" })
        }
        PolicyDiffOutput(difference).say()
        if let replay { ReplayOutput.say(replay) }
        if failOn == .any && !difference.isEmpty || failOn == .laxer && difference.laxer > 0 { throw Exit.no }
    }

    private func chosen(_ folder: PolicyFolder) -> PolicyFolder {
        pack.isEmpty ? folder : folder.replacing(packs: folder.packs.filter { pack.contains($0.reference.id) })
    }
}
