import ArgumentParser
import Broker
import Console
import FoundationEssentials
import Glibc
import Hummingbird
import Logging
import ServiceLifecycle

/// Runs the broker.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the broker: webhooks, mail, API, pick-up page, outbox, sealing.",
        discussion: """
            SIGHUP reads the policies and the log's keys again; bad policies are refused, and the old ones stay in force.

            Example:
              parley serve --home ./parley-data --init
              parley serve --home ./parley-data
            """)

    @Option(help: "The server's folder. Default: $PARLEY_HOME or ./parley-data.") var home: String?
    @Flag(name: .customLong("init"), help: "Make the folder, the log's key and an empty ledger, write a server.json to edit, and end.")
    var makesHome = false
    @Option(help: "With --init: the log's name, for its life.") var origin = "log.example.test/firm"

    @Flag(help: "End when standard input closes, as it does when the program that started this one is gone.") var untilInputCloses = false

    func run() async throws {
        let place = Home(home ?? ProcessInfo.processInfo.environment["PARLEY_HOME"] ?? "./parley-data")
        if makesHome {
            try place.create(
                ServerConfiguration(
                    legalEntity: "FIRM", brand: "Firm", jurisdiction: "GB", origin: origin,
                    // From the root: the server may be started from anywhere.
                    policies: FileManager.default.currentDirectoryPath + "/Policies",
                    address: "http://127.0.0.1:8080",
                    port: 8080))
            print("\(place.configuration)")
            Words.say("Edit it, then start the server: parley serve --home \(place.path)")
            return
        }
        try CrashReports.leaveNone()
        if untilInputCloses { try InputWatch.start() }
        var logger = Logger(label: "parley")
        logger.logLevel = .notice
        let server = try await Server(home: place, executable: "/proc/self/exe", logger: logger)
        if let link = try await server.firstLink() {
            Words.say("Nobody can sign in yet. Set up the first administrator, once, within 24 hours:\n  \(link)")
        }
        Words.say("The desk of \(server.configuration.brand) is at \(server.configuration.address). SIGTERM or Ctrl-C ends it.")
        let application = WebApplication.make(server, logger: logger)
        let hangups = try Hangups(server, logger: logger)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [application, hangups], gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger))
        try await group.run()
        try await server.close()
    }
}
