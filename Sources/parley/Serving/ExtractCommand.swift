import ArgumentParser
import Broker

/// The process that reads one attachment; `parley serve` starts it for each.
struct ExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract", abstract: "Read one file from standard input under limits and print the text that stands in it.",
        discussion: """
            Started by `parley serve` for each attachment and by `parley scan` for a file. The answer's first line says what the file is and \
            whether it was read; the text follows. Exit code 0 where there is an answer, be it that there is none.

            Example: parley extract < letter.pdf
            """,
        shouldDisplay: false)

    @Option(help: "How long it may take, by the wall clock.") var seconds = ExtractionLimits().seconds
    @Flag(help: "Run converters with limits alone, without walls around them.") var withoutWalls = false

    func validate() throws {
        guard (1...600).contains(seconds) else { throw ValidationError("--seconds is from 1 to 600.") }
    }

    func run() throws {
        var limits = ExtractionLimits()
        limits.seconds = seconds
        try ExtractionProcess.limit(limits)
        // One byte more than is read, so that what is too large is seen to be.
        let bytes = try StandardInput.all(limit: limits.input + 1)
        try StandardOutput.write(ExtractionProcess.answer(to: bytes, limits, wantsWalls: !withoutWalls))
    }
}
