import ArgumentParser
import Broker
import Verifier

struct LedgerCosignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cosign",
        abstract: "Verifies an export and puts your own cosignature on its checkpoint.",
        discussion: """
            You become a witness of the log: the export is verified as `ledger verify` does it, it must continue every checkpoint in your \
            history, and only then is its checkpoint kept and cosigned. Prints the cosigned checkpoint; hand it to whoever verifies with your \
            public key in their witness policy.

            Example: parley ledger cosign --init officer.example.com/clarke --cosigner officer.key
            Example: parley ledger cosign export --key log.vkey --cosigner officer.key > checkpoint.cosigned
            """)

    @Argument(help: "The folder of an export.") var folder: String?
    @Option(name: .customLong("init"), help: "Make your secret key under this name, print the public one, and end.") var name: String?
    @Option(help: "The file with your secret key, which only you may read.") var cosigner: String
    @Option(help: "The log's verifier key, or a file that holds it.") var key: String?
    @Option(help: "Where your checkpoints are kept; left out, a file of the key's own beside other state of your programs.")
    var history: String?

    func validate() throws {
        if name == nil {
            guard folder != nil, key != nil else { throw ValidationError("Name the folder of an export, and the log's key with --key.") }
        } else {
            guard folder == nil, key == nil, history == nil else { throw ValidationError("--init goes with --cosigner alone.") }
        }
    }

    func run() throws {
        if let name {
            guard let name = KeyName(name) else {
                throw ValidationError("\(name) is no name for a cosigner: no spaces, no plus sign, not empty.")
            }
            return try StandardOutput.write(Array("\(try CheckpointCosigning.createKey(at: cosigner, name: name).line)\n".utf8))
        }
        var settings = ExportVerification.Settings()
        settings.key = key
        settings.history = .file(try history ?? KeptHistory.usual(for: key ?? ""))
        let verification = try ExportVerification(folder ?? "", settings) { what, done, all in ProgressLine(what).show(done, of: all) }
        guard verification.isVerified, let note = verification.note, let checkpoint = verification.report.checkpoint else {
            Words.write(VerificationOutput.text(verification.report, clocks: nil))
            throw Exit.no
        }
        try StandardOutput.write(CheckpointCosigning.cosign(note, verified: checkpoint, with: cosigner).encode())
    }
}

/// Where an officer's checkpoints are kept if nobody says.
enum KeptHistory {
    static func usual(for key: String) throws -> String {
        guard let path = CheckpointHistory.usualPath(of: try LogKeys.verifying(key)) else {
            throw ValidationError("No folder is known for your history: name a file with --history.")
        }
        return path
    }
}
