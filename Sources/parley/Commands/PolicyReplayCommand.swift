import ArgumentParser
import Broker
import PolicyFiles

struct PolicyReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Asks the decisions of a ledger again: what a folder of policies would have answered to everything that has occurred.",
        discussion: """
            Each decision is kept with the facts that policy was asked: classes, levels, labels and numbers, never words. Compared are \
            answers, labels, actions, teams, approvers and deadlines, with those of the policies that were in force at the time. Texts are \
            not read again, so a changed lexicon or detector shows only in what is written from now on. Exit code 1 with --fail-on laxer or \
            stricter if an answer becomes so, with --fail-on any if anything changes at all.

            Example: parley policy replay /tmp/new-policies --home ./parley-data --fail-on laxer
            """)

    enum FailOn: String, ExpressibleByArgument, CaseIterable { case laxer, stricter, any, never }

    @Argument(help: "The folder of policies to try.")
    var folder = "Policies"
    @Option(help: "What makes the exit code 1: laxer, stricter, any or never.")
    var failOn = FailOn.never
    @OptionGroup var home: HomeOption
    @OptionGroup var output: ReportOption

    func run() async throws {
        let progress = ProgressLine("Entries")
        let replay = try await PolicyReplay(try PolicyFolder.terms(at: folder), overLedgerOf: home.home.path) { progress.show($0, of: $1) }
        switch output.format {
        case .json: try JSONOutput.print(replay)
        case .table: try ReplayOutput.table(replay).print()
        case .junit:
            try JUnitOutput.print(
                "policy replay",
                replay.changes.map { change in
                    let fails = failOn == .any || failOn.rawValue == change.kind
                    return .init(
                        name: "\(change.difference.from.word) to \(change.difference.to.word)", place: change.difference.direction.rawValue,
                        failure: fails ? "\(change.decisions) decisions, such as \(change.example.inWords)" : nil)
                })
        }
        ReplayOutput.say(replay)
        let isWrong =
            switch failOn {
            case .laxer: replay.laxer > 0
            case .stricter: replay.stricter > 0
            case .any: !replay.changes.isEmpty
            case .never: false
            }
        if isWrong { throw Exit.no }
    }
}
