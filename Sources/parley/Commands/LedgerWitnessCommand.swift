import ArgumentParser
import Broker
import Console
import FoundationEssentials
import Hummingbird
import Logging
import ServiceLifecycle
import Signer

struct LedgerWitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Runs a witness: cosigns the checkpoints of listed logs, each only if it continues the one before.",
        discussion: """
            A witness belongs to somebody else than the log: another firm, an auditor, the compliance officer. --init makes its folder and prints \
            its public key; --list-log names a log that it follows, by its verifier key (for a log that changes its key list it again \
            with the old key and the new one, and restart). What it cosigned is on its disk before a signature leaves; never delete a file of the folder. It speaks the C2SP \
            tlog-witness protocol over plain HTTP; put a proxy with a certificate in front where it can be reached from outside.

            Example: parley ledger witness --state w1 --init witness.example.com/w1
            Example: parley ledger witness --state w1 --list-log log.example.test/firm+b863702f+AQOh…
            Example: parley ledger witness --state w1 --port 7001

            A log that was set back goes on under another name and key (`parley ledger continue`). Ask its owner what was lost, and look at the entry \
            that says so; then list the new log with --follows and restart. Of the former log nothing is cosigned any more, for ever; what was \
            cosigned of it is still shown.

            Example: parley ledger witness --state w1 --list-log new.vkey --follows log.example.test/firm+b863702f+AQOh…
            """)

    @Option(help: "The witness's folder, which only its user may read.") var state: String
    @Option(name: .customLong("init"), help: "Make the folder and the key of a new witness of this name, and end.") var name: String?
    @Option(
        name: .customLong("list-log"), parsing: .upToNextOption, help: "List a log by its verifier key, or a file that holds it, and end.")
    var keys: [String] = []
    @Option(help: "The key of the log that the listed one goes on from, under another name; see above.") var follows: String?
    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Option(help: "The port to listen on; 0 takes a free one, which is said.") var port = 7001
    @Flag(help: "End when standard input closes.") var untilInputCloses = false

    func validate() throws {
        if name != nil, !keys.isEmpty { throw ValidationError("--init and --list-log are two steps: make the folder first.") }
        if follows != nil, keys.isEmpty { throw ValidationError("--follows says what --list-log goes on from: give both.") }
        guard (0...65_535).contains(port) else { throw ValidationError("A port is a number from 0 to 65,535.") }
    }

    func run() async throws {
        if let name {
            guard let name = KeyName(name) else {
                throw ValidationError("\(name) is no name for a witness: no spaces, no plus sign, not empty.")
            }
            return try StandardOutput.write(Array("\(try Witness.create(state, name: name).line)\n".utf8))
        }
        guard FileManager.default.fileExists(atPath: "\(state)/witness.key") else {
            throw StorageError.cannotOpen(
                "There is no witness in '\(state)'. Make one with --init NAME, or name another folder with --state.")
        }
        if !keys.isEmpty {
            let listed = try keys.map { try VerifierKey(parsing: try LogKeys.line($0)) }
            guard let follows else { return try Witness.list(listed, in: state) }
            return try Witness.follow(from: VerifierKey(parsing: LogKeys.line(follows)), to: listed, in: state)
        }
        try CrashReports.leaveNone()
        if untilInputCloses { try InputWatch.start() }
        let witness = try Witness(state)
        var logger = Logger(label: "parley-witness")
        logger.logLevel = .notice
        let application = WitnessApplication.make(WitnessDesk(witness), host: host, port: port, logger: logger) { [host] port in
            Words.say("\(witness.verifierKey.name) witnesses \(witness.logCount) logs on http://\(host):\(port)")
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }
}
