import ArgumentParser
import Broker
import FoundationEssentials

/// Durable intake: webhooks over real connections into a real server.
struct BenchIntake: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "intake", abstract: "How many webhooks a second are durable, and how fast sealing follows.",
        discussion: """
            Starts a server with its signer in a folder of its own and loads it from another process: 1.3 KB a webhook, seven in ten the \
            first post of a new author. Example:
              parley bench intake --connections 32 --seconds 10 --format json
            """)

    @Option(help: "Connections, each with one request at a time.") var connections = 32
    @Option(help: "How long is measured.") var seconds = 10.0
    @Option(help: "Conversations that are there before the measurement.") var conversations: UInt64 = 0
    @Option(help: "The folder of packs, lexicons, calendars and service levels.") var policies = "Policies"
    @Option(help: "A folder to keep, and to go on with in the next run. Default: a temporary one, removed at the end.") var folder: String?
    @Option(help: "A library to preload into server and signer, as one that slows syncs down.") var preload: String?
    @Option(help: "How data is printed: table for people, json for programs.") var format = "table"

    func validate() throws {
        guard (1...1_024).contains(connections) else { throw ValidationError("--connections must be 1 to 1024.") }
        guard (0.1...3_600).contains(seconds) else { throw ValidationError("--seconds must be 0.1 to 3600.") }
        guard ["table", "json"].contains(format) else { throw ValidationError("--format must be table or json.") }
    }

    func run() async throws {
        let stage = try IntakeStage(policies: policies, keep: folder, preload: preload)
        let report: IntakeReport
        do {
            report = try await stage.measure(connections: connections, seconds: seconds, conversations: conversations)
        } catch {
            stage.end()
            throw error
        }
        stage.end()
        if format == "json" {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            print(report.table)
        }
    }
}
