import ArgumentParser
import Broker
import FoundationEssentials

/// The load of `parley bench intake`, in a process of its own.
struct BenchLoad: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-load", abstract: "Send webhooks to a server under measurement.",
        discussion: """
            Started by `parley bench intake`. Prints one line of JSON.

            Example: parley bench-load --port 8080 --account bench --secret secret --connections 32 --messages 1000 --authors 0
            """, shouldDisplay: false)

    @Option var port: UInt16
    @Option var account: String
    @Option(help: "The file with the account's consumer secret.") var secret: String
    @Option var connections: Int
    @Option(help: "How long to send; 0: until all messages are sent.") var seconds = 0.0
    @Option(help: "How many requests are made before the first is sent.") var messages: Int
    @Option(help: "Authors that have posted before.") var authors: UInt64
    @Flag(help: "Every message has a new author.") var onlyNew = false

    func run() throws {
        guard let data = FileManager.default.contents(atPath: secret), let text = String(data: data, encoding: .utf8) else {
            throw ValidationError("\(secret) cannot be read.")
        }
        var source = IntakeRequests(
            account: account, secret: String(text.prefix { $0 != "\n" }), authors: authors, published: Server.clock().milliseconds)
        // Made before the clock starts, so that signing is not measured.
        var requests: [[UInt8]] = []
        requests.reserveCapacity(messages)
        // After which request how many authors have posted.
        var posted = [authors]
        for _ in 0..<messages {
            requests.append(source.next(onlyNew: onlyNew))
            posted.append(source.authors)
        }
        var load = try IntakeLoad(port: port, connections: connections)
        defer { load.close() }
        var next = 0
        let result = try load.run(seconds: seconds == 0 ? 86_400 : seconds) {
            guard next < requests.count else { return nil }
            defer { next += 1 }
            return requests[next]
        }
        let body = requests.first?.split(separator: UInt8(ascii: "\n")).last?.count ?? 0
        let report = IntakeLoadReport(result, authors: posted[next], bodyBytes: body)
        print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
    }
}
