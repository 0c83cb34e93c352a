import ArgumentParser
import Broker
import Ledger
import Signer

/// The process that alone holds the log's key; `parley serve` starts it.
struct SignerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signer", abstract: "Hold the log's key and sign checkpoints, and nothing else.",
        discussion:
            "Started by `parley serve`. Example:\n  parley signer --socket s --key log.key --head head --origin log.bank.test/uk\n  parley signer --socket s --keys keys.json --head head --origin log.bank.test/uk"
    )

    @Option(help: "The Unix socket to listen on; only this user may connect.") var socket: String
    @Option(help: "The file with the log's key, which only this user may read.") var key: String?
    @Option(help: "The list of the log's keys, in place of --key: in files or in PKCS#11 tokens.") var keys: String?
    @Option(help: "A descriptor from which the PIN of a token is read, where none stands in a file.") var pinFd: Int32?
    @Option(help: "The file with the head that was signed last.") var head: String
    @Option(help: "The log's name.") var origin: String
    @Flag(help: "End when standard input closes.") var untilInputCloses = false

    func validate() throws {
        guard (key == nil) != (keys == nil) else { throw ValidationError("Name the key with --key, or the list of keys with --keys.") }
    }

    func run() throws {
        try CrashReports.leaveNone()
        guard let name = KeyName(origin) else {
            throw ValidationError("\(origin) is no name for a log: no spaces, no plus sign, not empty.")
        }
        do { try serve(name) } catch {
            // A token counts wrong PINs: whoever started this process must not start it again by itself.
            if let problem = error as? SignerError, problem.needsSomebody { Exit.wronglyAsked("\(problem)") }
            throw error
        }
    }

    private func serve(_ name: KeyName) throws {
        let source: SignerKeys = keys.map { .roster($0, pinDescriptor: pinFd) } ?? .file(key ?? "")
        try SignerServer.run(socketPath: socket, keys: source, headFile: head, origin: name, untilInputCloses: untilInputCloses)
    }
}
