import ArgumentParser
import Broker
import PolicyFiles

struct PolicyCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reads a folder of policies and prints everything that is wrong, with file, line and column.",
        discussion: "Exit code 1 if anything is wrong.\n\nExample: parley policy check Policies")

    @Argument(help: "The folder with vocabulary.yaml, packs, lexicons, calendars, service-levels and scenarios.")
    var folder = "Policies"
    @OptionGroup var output: FormatOption

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
        switch output.format {
        case .table: try StandardOutput.write(check.errors.flatMap { Array("\($0)\n".utf8) })
        case .json:
            try JSONOutput.print(
                Answer(
                    errors: check.errors.map {
                        Problem(file: $0.file, line: $0.line, column: $0.column, problem: $0.problem, expected: $0.expected)
                    }, files: check.folder?.files.count ?? 0))
        }
        guard let read = check.folder else {
            Words.say("\(check.errors.count) errors.")
            throw Exit.no
        }
        Words.say(
            "\(read.packs.count) packs, \(read.inForce.packs.count) of them in force, \(read.lexicons.count) lexicons, \(read.calendars.count) calendars, "
                + "\(read.serviceLevels.count) service levels and \(read.scenarios.count) scenarios: no errors.")
    }
}
