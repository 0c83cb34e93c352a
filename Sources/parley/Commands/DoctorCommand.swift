import ArgumentParser
import Broker

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks a server's folder over and says what to do where something is wrong.",
        discussion: "Changes nothing. Exit code 1 if anything is bad.\n\nExample: parley doctor --home /var/lib/parley")

    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    func run() throws {
        var doctor = Doctor(home.home)
        let findings = doctor.examine()
        switch output.format {
        case .table:
            var table = Table("CHECK", "OUTCOME", "WHAT")
            for finding in findings { table.add(finding.check, finding.outcome.rawValue, finding.text) }
            try table.print()
        case .json:
            try JSONOutput.print(findings.map { ["check": $0.check, "outcome": $0.outcome.rawValue, "text": $0.text] })
        }
        if findings.contains(where: { $0.outcome == .bad }) { throw Exit.no }
    }
}
