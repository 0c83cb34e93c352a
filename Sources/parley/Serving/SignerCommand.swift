import ArgumentParser
import Broker
import Ledger
import Signer

/// The process that alone holds the log's key; `parley serve` starts it.
struct SignerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signer", abstract: "Hold the log's key and sign checkpoints, and nothing else.",
        discussion: "Started by `parley serve`. Example:\n  parley signer --socket s --key log.key --head head --origin log.bank.test/uk")

    @Option(help: "The Unix socket to listen on; only this user may connect.") var socket: String
    @Option(help: "The file with the log's key, which only this user may read.") var key: String
    @Option(help: "The file with the head that was signed last.") var head: String
    @Option(help: "The log's name.") var origin: String
    @Flag(help: "End when standard input closes.") var untilInputCloses = false

    func run() throws {
        try CrashReports.leaveNone()
        guard let name = KeyName(origin) else {
            throw ValidationError("\(origin) is no name for a log: no spaces, no plus sign, not empty.")
        }
        try SignerServer.run(socketPath: socket, keyFile: key, headFile: head, origin: name, untilInputCloses: untilInputCloses)
    }
}
