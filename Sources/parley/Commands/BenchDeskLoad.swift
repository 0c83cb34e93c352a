import ArgumentParser
import Broker
import FoundationEssentials

/// The load of `parley bench desk`, in a process of its own.
struct BenchDeskLoad: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-desk-load", abstract: "Ask a server under measurement for pages.",
        discussion: """
            Started by `parley bench desk`. Prints one line of JSON.

            Example: parley bench-desk-load --port 8080 --paths paths --connections 2 --seconds 5
            """, shouldDisplay: false)

    @Option var port: UInt16
    @Option(help: "A file: a session's token, then a path a line.") var paths: String
    @Option var connections: Int
    @Option var seconds: Double

    func run() throws {
        guard let data = FileManager.default.contents(atPath: paths), let text = String(data: data, encoding: .utf8) else {
            throw ValidationError("\(paths) cannot be read.")
        }
        let lines = text.split(separator: "\n").map(String.init)
        guard lines.count > 1 else { throw ValidationError("\(paths) names no page.") }
        let requests = lines.dropFirst().map { DeskBenchmark.request($0, cookie: lines[0]) }
        var load = try IntakeLoad(port: port, connections: connections)
        defer { load.close() }
        var next = 0
        let result = try load.run(seconds: seconds) {
            defer { next += 1 }
            return requests[next % requests.count]
        }
        print(String(decoding: try JSONEncoder().encode(DeskLoadReport(result)), as: UTF8.self))
    }
}
