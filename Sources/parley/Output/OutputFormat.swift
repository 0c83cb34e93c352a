import ArgumentParser
import Broker
import FoundationEssentials

/// How data is printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json
}

struct FormatOption: ParsableArguments {
    @Option(help: "How data is printed: table for people, json for programs.")
    var format = OutputFormat.table
}

/// A value as one line of JSON with sorted keys.
enum JSONOutput {
    static func print(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try write([UInt8](encoder.encode(value)) + [0x0A])
    }

    static func write(_ bytes: [UInt8]) throws { try StandardOutput.write(bytes) }
}
