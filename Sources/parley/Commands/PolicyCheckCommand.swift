import ArgumentParser
import Broker
import PolicyFiles

struct PolicyCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reads a folder of policies and prints everything that is wrong, with file, line and column.",
        discussion:
            "Exit code 1 if anything is wrong.\n\nExample: parley policy check Policies\nExample: parley policy check Policies --hashes")

    @Argument(help: "The folder with vocabulary.yaml, packs, lexicons, calendars, service-levels and scenarios.")
    var folder = "Policies"
    @Flag(help: "Print what a pack that extends one of these packs has to name: pack, version and hash, a line each.")
    var hashes = false
    @OptionGroup var output: ReportOption

    private struct Problem: Encodable {
        var file: String
        var line: Int
        var column: Int
        var problem: String
        var expected: String
    }

    private struct Answer: Encodable {
        var errors: [Problem]
        var files: Int
    }

    func run() throws {
        let check = PolicyCheck(folder: folder)
        if check.isOfMissingFolder { throw PolicyErrors(check.errors) }
        switch output.format {
        case .table: try StandardOutput.write(check.errors.flatMap { Array("\($0)\n".utf8) })
        case .json:
            try JSONOutput.print(
                Answer(
                    errors: check.errors.map {
                        Problem(file: $0.file, line: $0.line, column: $0.column, problem: $0.problem, expected: $0.expected)
                    }, files: check.folder?.files.count ?? 0))
        case .junit:
            let wrong = check.errors.map {
                JUnitOutput.Case(name: $0.problem, place: "\($0.file):\($0.line):\($0.column)", failure: "\($0)")
            }
            let read = check.folder?.files.map { JUnitOutput.Case(name: "\($0.name) can be read", place: $0.name, failure: nil) }
            try JUnitOutput.print("policy check", wrong + (read ?? []))
        }
        guard let read = check.folder else {
            Words.say("\(check.errors.count) errors.")
            throw Exit.no
        }
        if hashes, output.format == .table {
            let lines = read.packs.map {
                "- {pack: \($0.reference.id), version: \($0.reference.version), sha256: \($0.reference.sha256)}\n"
            }
            try StandardOutput.write(Array(lines.joined().utf8))
        }
        Words.say(
            "\(read.packs.count) packs, \(read.inForce.packs.count) of them in force, \(read.lexicons.count) lexicons, \(read.calendars.count) calendars, "
                + "\(read.serviceLevels.count) service levels and \(read.scenarios.count) scenarios: no errors.")
    }
}
