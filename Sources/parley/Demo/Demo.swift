import ArgumentParser
import Broker
import FoundationEssentials
import Logging
import ServiceLifecycle

/// Everything at once on this machine: a small network, real mail servers, the server. To play with, or played by itself.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start a small social network, mail servers and the broker, to play the customer and the agent.",
        discussion: """
            With --headless a whole conversation plays by itself over real HTTP and real mail, and its ledger is verified offline. \
            Ctrl-C ends everything and removes what was made.

            Example:
              parley demo
              parley demo --format json --port 8080 --network-port 8081
              parley demo --headless
            """)

    @Flag(help: "Play a story as a timeline and end; no browser.") var headless = false
    @Option(help: "Port of the server. Default: 8080, or a free one.") var port: Int?
    @Option(help: "Port of the network. Default: 8081, or a free one.") var networkPort: Int?
    @Option(help: "Keep everything that was made in this folder; it must not exist yet.") var keep: String?
    @Flag(inversion: .prefixedNo, help: "Open a browser where there is a display.") var browser = true
    @OptionGroup var output: FormatOption
    @Option(help: "Folder of the mail lab's scripts.") var lab = "Tests/Lab"
    @Option(help: "Folder of the independent verifier's build script.") var check = "Tests/LedgerCheck"
    @Option(help: "Folder of packs, lexicons, calendars and service levels.") var policies = "Policies"

    func validate() throws {
        for port in [port, networkPort].compactMap({ $0 }) where !(1...65_535).contains(port) {
            throw ValidationError("A port is a number from 1 to 65535.")
        }
        guard !headless || output.format == .table else { throw ValidationError("The story is told in words: no --format json.") }
    }

    func run() async throws {
        try CrashReports.leaveNone()
        guard FileManager.default.fileExists(atPath: "\(check)/build.sh") else {
            throw StorageError.cannotOpen("There is no build.sh in '\(check)': --check names the folder with the other verifier.")
        }
        var wishes = Stage.Wishes(lab: lab, policies: policies, keep: keep)
        let demo: any Service
        if headless {
            wishes.port = port
            wishes.networkPort = networkPort ?? 0
            demo = HeadlessDemo(wishes: wishes, check: check)
        } else {
            wishes.port = try port ?? LoopbackPort.preferring(8080)
            wishes.networkPort = try networkPort ?? LoopbackPort.preferring(8081)
            demo = LiveDemo(wishes: wishes, format: output.format, opensBrowser: browser)
        }
        var logger = Logger(label: "demo")
        logger.logLevel = .critical
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    ServiceGroupConfiguration.ServiceConfiguration(service: demo, successTerminationBehavior: .gracefullyShutdownGroup)
                ],
                gracefulShutdownSignals: [.sigterm, .sigint, .sighup], logger: logger))
        try await group.run()
    }
}
