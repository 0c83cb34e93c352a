import AccountData
import ArgumentParser
import Broker
import FoundationEssentials
import Glibc
import PolicyFiles

struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Finds account data in text, in whatever disguise.",
        discussion: """
            Offsets count Unicode scalars; end is exclusive. With --jsonl each line in is {"id": …, "text": …, "direction": \
            "inbound|outbound", "channel": "public|dm|email|chat"} and each line out {"id": …, "findings": [{"class": …, "start": …, \
            "end": …}]}. With --sequences as well, a line is {"id": …, "messages": [{"author": "customer|agent|bot", "text": …, "gap_s": …}]} \
            and the answer {"id": …, "detections": [{"msg": …, "class": …}]}. A line that cannot be scanned is answered with an error, \
            and the exit code is 3. The classes that packs define are looked for as well, and UK accounts are checked if the folder of \
            policies has the operator's table in registries/valacdos.txt.

            A file that is no text - a PDF, an office file, a picture - is read as an attachment would be: in a process of its own, under \
            limits. Offsets count in the text that stands in it. Where nobody can read it the exit code is 3. The file's own name is \
            scanned like text.

            Example: parley scan --explain "my card is 5105 1051 0510 5100"
            Example: parley scan --file letter.pdf
            Example: parley scan --jsonl < messages.jsonl
            Example: parley scan --corpus < labelled.jsonl
            """)

    @Argument(help: "The text; '-' or nothing reads it from standard input.")
    var text: String?
    @Option(help: "A file: text, PDF, an office file or a picture.")
    var file: String?
    @Flag(help: "Read one JSON object a line from standard input, answer one a line.")
    var jsonl = false
    @Flag(help: "With --jsonl: each line is a conversation, and values split over messages are found.")
    var sequences = false
    @Flag(help: "Standard input is labelled lines of JSON; print how many of their values are found, and what else is.")
    var corpus = false
    @Option(help: "Classes to look for: standard, all, or class words with commas between.")
    var classes = "standard"
    @Option(help: "The lowest level that is printed: possible, likely or certain.")
    var minLevel = "likely"
    @Flag(help: "Show the text with each finding underlined, and its evidence.")
    var explain = false
    @Option(help: "The folder of policies; 'Policies' if there is one.")
    var policies: String?
    @Option(help: "Another copy of Pay.UK's weight table (valacdos.txt), to check sort codes with account numbers.")
    var weights: String?
    @Flag(help: "Print the values in clear.")
    var reveal = false
    @OptionGroup var output: FormatOption

    private func settings() throws -> ScanSettings {
        let folder = try PolicyFolder.detection(at: policies ?? "Policies")
        if let policies, folder == nil { throw ValidationError("There is no vocabulary.yaml in '\(policies)'; name a folder of policies.") }
        var settings = folder.map { ScanSettings($0) } ?? ScanSettings()
        do throws(UnknownWord) {
            try settings.choose(classes)
            settings.minimum = try ScanSettings.level(minLevel)
        } catch { throw ValidationError(error.description) }
        if let weights {
            guard let bytes = FileManager.default.contents(atPath: weights), let text = String(validating: bytes, as: UTF8.self) else {
                throw ValidationError("The weight table '\(weights)' cannot be read.")
            }
            do throws(ModulusFault) { settings.weights = try ModulusWeights(text) } catch {
                throw ValidationError("The weight table '\(weights)', \(error).")
            }
        }
        settings.explains = explain
        settings.reveals = reveal
        return settings
    }

    func validate() throws {
        if corpus, jsonl || text != nil {
            throw ValidationError("--corpus reads labelled lines from standard input; leave --jsonl and the text out.")
        }
        if file != nil, jsonl || corpus || text != nil {
            throw ValidationError("--file is scanned by itself; leave --jsonl, --corpus and the text out.")
        }
        if sequences, !jsonl { throw ValidationError("--sequences needs --jsonl.") }
        if jsonl, text != nil, text != "-" { throw ValidationError("--jsonl reads standard input; leave the text out.") }
        if sequences, minLevel != "likely" || explain || reveal {
            throw ValidationError("--sequences prints only messages and classes; --min-level, --explain and --reveal go without it.")
        }
    }

    func run() throws {
        let settings = try settings()
        if corpus { return try score(settings) }
        if jsonl { return try scanLines(LineScanner(settings, sequences: sequences)) }
        let input = try words()
        let scanned = try ScannedText(input.words, settings)
        let name = try input.fileName.map { try ScannedText(Array($0.utf8), settings) }
        switch output.format {
        case .json: try JSONOutput.write(name.map { Self.json(scanned, ofFile: $0) } ?? scanned.json)
        case .table where explain:
            var lines = scanned.explanation.lines
            if let name, !name.lines.isEmpty { lines += ["The file's name:"] + name.explanation.lines }
            try StandardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
            sayCount(scanned, name)
        case .table:
            var table = Table("CLASS", "LEVEL", "START", "END", "VALUE")
            for line in scanned.lines { Self.add(line, to: &table) }
            try table.print()
            if let name, !name.lines.isEmpty {
                Words.say("In the file's name:")
                var table = Table("CLASS", "LEVEL", "START", "END", "VALUE")
                for line in name.lines { Self.add(line, to: &table) }
                try table.print()
            }
            sayCount(scanned, name)
        }
    }

    private static func add(_ line: ScannedText.Line, to table: inout Table) {
        let finding = line.finding
        table.add(finding.dataClass.word, finding.level.word, "\(finding.range.lowerBound)", "\(finding.range.upperBound)", line.shown)
    }

    private func sayCount(_ scanned: ScannedText, _ name: ScannedText?) {
        let count = scanned.lines.count + (name?.lines.count ?? 0)
        Words.say(count == 0 ? "Nothing found." : "\(count) found.")
    }

    /// `{"findings": […], "name": {"findings": […]}}`: what stands in a file, and in its name.
    private static func json(_ scanned: ScannedText, ofFile name: ScannedText) -> [UInt8] {
        guard !name.lines.isEmpty else { return scanned.json }
        return scanned.json.dropLast(2) + Array(", \"name\": ".utf8) + name.json.dropLast() + Array("}\n".utf8)
    }

    /// The text to be scanned, as it was given, or as it stands in a file, and the name of that file.
    private func words() throws -> (words: [UInt8], fileName: String?) {
        if let text, text != "-" {
            guard file == nil, !text.contains(where: \.isWhitespace), let named = try? InputFile.bytes(of: text) else {
                return (Array(text.utf8), nil)
            }
            Words.say("Reading the file \(Self.masked(text)).")
            return (try InputFile.words(in: named), Self.name(text))
        }
        guard let file else { return (try InputFile.words(in: StandardInput.all(limit: ExtractionLimits().input)), nil) }
        do {
            return (try InputFile.words(in: try InputFile.bytes(of: file)), Self.name(file))
        } catch let fault as InputFile.Unread {
            // A name may hold account data as a text may.
            throw InputFile.Unread(description: fault.description.replacing(file, with: Self.masked(file)))
        }
    }

    /// The last part of a path.
    private static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// A path with bullets for the account data in it.
    private static func masked(_ path: String) -> String {
        var scalars = Array(path.unicodeScalars)
        for finding in Scanner().scan(path) where finding.range.upperBound <= scalars.count {
            for place in finding.range { scalars[place] = "•" }
        }
        var shown = ""
        shown.unicodeScalars.append(contentsOf: scalars)
        return shown
    }

    private func score(_ settings: ScanSettings) throws {
        var score = CorpusScore(settings)
        let outcome = try LineStream(from: STDIN_FILENO, to: STDOUT_FILENO).run(
            { line, _ in
                do throws(ScanFault) {
                    try score.add(line)
                    return true
                } catch { return false }
            }, tooLong: { _ in })
        var table = Table("CLASS", "KIND", "VALUES", "FOUND", "EXACT", "EXTRA")
        for row in score.rows.sorted(by: { ($0.dataClass, $0.kind) < ($1.dataClass, $1.kind) }) {
            table.add(
                row.dataClass.word, row.kind, "\(row.expected)", "\(row.found)", "\(row.exact)", "\(score.extra[row.dataClass] ?? 0)")
        }
        try table.print()
        Words.say("\(score.flagged) of \(score.clean) lines without account data were flagged.")
        if outcome.failed > 0 {
            Words.say("\(outcome.failed) of \(outcome.lines) lines could not be scored.")
            throw Exit.couldNot
        }
    }

    private func scanLines(_ scanner: LineScanner) throws {
        let outcome = try LineStream(from: STDIN_FILENO, to: STDOUT_FILENO).run(
            { scanner.answer($0, to: &$1) }, tooLong: { scanner.refuseTooLong(to: &$0) })
        if outcome.failed > 0 {
            Words.say("\(outcome.failed) of \(outcome.lines) lines could not be scanned; their answers say why.")
            throw Exit.couldNot
        }
    }
}
