import ArgumentParser
import Broker

struct MailDoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Logs in to every mailbox of the configuration and says what to do where something is wrong.",
        discussion: "Exit code 1 if anything is bad.\n\nExample: parley mail doctor --round-trip")

    @Flag(help: "Send a mail to each mailbox itself, await it and put it away.")
    var roundTrip = false
    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    func run() async throws {
        let findings = try await MailboxCheck(.read(from: home.home.configuration)).examine(roundTrip: roundTrip)
        switch output.format {
        case .table:
            var table = Table("MAILBOX", "CHECK", "OUTCOME", "WHAT")
            for found in findings {
                table.add(found.address, found.finding.check.rawValue, found.finding.outcome.rawValue, found.finding.text)
            }
            try table.print()
            if findings.isEmpty { Words.say("The configuration names no mailbox.") }
        case .json:
            try JSONOutput.print(
                findings.map {
                    [
                        "mailbox": $0.address, "check": $0.finding.check.rawValue, "outcome": $0.finding.outcome.rawValue,
                        "text": $0.finding.text,
                    ]
                })
        }
        if findings.contains(where: { $0.finding.outcome == .bad }) { throw Exit.no }
    }
}
