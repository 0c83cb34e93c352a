import ArgumentParser
import Broker

struct LedgerContinueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "continue",
        abstract: "Goes on from a ledger that is older than what its key has signed, openly and under a new key.",
        discussion: """
            For after a restore, when the entries that the log's key signed since are lost for good. The former key and its head are put aside and \
            never sign again; the log gets a new name and key, keeps every entry that is here under its index, and its next entry says how much \
            was lost, why, and who decided it. Give the new log.vkey to witnesses and to everybody who verifies; what was proved under the \
            former key is still proved.

            The server must not run. If it is interrupted, run it again.

            Example: parley ledger continue --reason "disk lost on 3 March, no newer backup" --token-file cleo.token
            """)

    @Option(help: "Why; it stands in the ledger.")
    var reason: String
    @Option(help: "A file with the API token of the compliance officer or administrator who decides it.")
    var tokenFile: String
    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    private struct Done: Encodable {
        var key: String
        var former: String
        var signed: UInt64
        var kept: UInt64
        var index: UInt64
    }

    func run() async throws {
        guard (3...RecordKeeping.longestReason).contains(reason.count) else {
            throw ValidationError("Say why, in 3 to \(RecordKeeping.longestReason) characters: that stands in the ledger.")
        }
        let done: LogRecovery.Outcome
        let token = String(decoding: try LogKeys.file(tokenFile, limit: 1_024).prefix { $0 != 0x0A }, as: UTF8.self)
        do {
            done = try await LogRecovery(home.home, executable: "/proc/self/exe").run(reason: reason, token: token)
        } catch StorageError
            .refused(let refusal)
        {
            Words.say("Error: \(refusal.message)")
            throw Exit.no
        }
        switch output.format {
        case .table:
            var table = Table("ENTRY", "KEPT", "SIGNED BEFORE", "NEW KEY")
            table.add("\(done.index)", "\(done.kept)", "\(done.signed)", done.log.line)
            try table.print()
        case .json:
            try JSONOutput.print(
                Done(key: done.log.line, former: done.former, signed: done.signed, kept: done.kept, index: done.index))
        }
        Words.say("Entry \(done.index) says what was lost. Give \(home.home.verifierKey) to everybody who verifies.")
        if let why = done.uncertified { Words.say("The new key has no certificate yet: \(why)") }
        if done.asksWitnesses {
            Words.say(
                """
                The witnesses follow the former log only. Each of them has to follow this one, and the policy file has to name it:
                  parley ledger witness --state FOLDER --list-log \(done.log.line) --follows \(done.former)
                  log \(done.log.line)
                """)
        }
    }
}
