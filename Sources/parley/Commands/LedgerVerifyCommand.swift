import ArgumentParser
import Broker
import FoundationEssentials
import Verifier

struct LedgerVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verifies an export, an evidence file or the proof of one entry, offline, trusting nobody.",
        discussion: """
            Give the key from another source than the export. Checkpoints that were kept earlier show that the log was only continued. \
            What verifies is kept in a history of your own and held against the next export; nothing of it leaves this machine. \
            With --clocks every due time is worked out again from the export's own terms. Prints the level of assurance that was reached, and \
            what could have gone unnoticed at it. Exit code 1 if it does not verify.

            Example: parley ledger verify export --key log.vkey --retained checkpoint-2027-01-01 --clocks
            Example: parley ledger verify evidence.tar --key log.vkey --anchor firm-ca.pem --authority tsa.pem
            Example: parley ledger verify --proof entry-17.tlog-proof --leaf entry-17.leaf --key log.vkey
            """)

    @Argument(help: "The folder of an export, or an evidence file.")
    var folder: String?
    @Option(help: "The log's verifier key, or a file that holds it.")
    var key: String?
    @Option(
        parsing: .upToNextOption, help: "Checkpoints that were kept earlier, by themselves, in evidence files or in proofs of one entry.")
    var retained: [String] = []
    @Option(help: "A witness policy whose quorum must have cosigned (C2SP tlog-policy).")
    var witnesses: String?
    @Option(help: "Certificates of the time-stamp authority, in PEM: its stamps in the export are proved offline.")
    var authority: String?
    @Option(help: "Certificates in PEM under which the log's key must be certified: an evidence file's chain is held against them.")
    var anchor: String?
    @Option(help: "Your own history of checkpoints; left out, a file of the key's own beside other state of your programs.")
    var history: String?
    @Flag(name: .customLong("no-history"), help: "Neither hold your history against the export nor keep its checkpoint.")
    var leavesNoHistory = false
    @Flag(help: "Follow every stream, about 40 bytes of memory each.")
    var complete = false
    @Flag(help: "Work every clock out again from leaves and terms.")
    var clocks = false
    @Option(help: "The proof of one entry (C2SP tlog-proof).")
    var proof: String?
    @Option(help: "The entry that the proof is for.")
    var leaf: String?
    @OptionGroup var output: FormatOption

    func validate() throws {
        if proof == nil, leaf == nil {
            guard folder != nil else { throw ValidationError("Name the folder of an export, or --proof and --leaf.") }
            guard anchor == nil || folder.map(EvidenceVerification.isFile) ?? false else {
                throw ValidationError("--anchor is for evidence files, which hold certificates.")
            }
            guard history == nil || (key != nil && !leavesNoHistory) else {
                throw ValidationError("A history is kept under a key from elsewhere: give --key, and leave --no-history out.")
            }
        } else {
            guard proof != nil, leaf != nil, key != nil else {
                throw ValidationError("A proof is verified with --proof, --leaf and --key.")
            }
            guard folder == nil, !clocks, !complete, authority == nil, anchor == nil else {
                throw ValidationError("--proof stands for itself: leave out the folder, --complete, --clocks, --authority and --anchor.")
            }
            guard history == nil || !leavesNoHistory else { throw ValidationError("Either --history or --no-history.") }
        }
    }

    func run() throws {
        if let proof, let leaf, let key { return try verify(proof: proof, leaf: leaf, key: key) }
        if let folder, EvidenceVerification.isFile(folder) { return try verify(evidence: folder) }
        var settings = ExportVerification.Settings()
        settings.key = key
        settings.retained = retained
        settings.witnesses = witnesses
        settings.authority = authority
        settings.isComplete = complete
        settings.checksClocks = clocks
        settings.history = histories
        let verification = try ExportVerification(folder ?? "", settings) { what, done, all in ProgressLine(what).show(done, of: all) }
        switch output.format {
        case .table: try StandardOutput.write(Array(VerificationOutput.text(verification.report, clocks: verification.clocks).utf8))
        case .json: try JSONOutput.print(VerificationOutput(verification.report, clocks: verification.clocks))
        }
        if let kept = verification.kept { Words.say("Kept in \(kept.path), now \(kept.checkpoints) checkpoints.") }
        if let why = verification.notKept { Words.say("Not kept: \(why)") }
        if !verification.isVerified { throw Exit.no }
    }

    /// The histories that are held against what is verified.
    private var histories: ExportVerification.Settings.History {
        leavesNoHistory || key == nil ? .none : history.map { .file($0) } ?? .usual
    }

    private func verify(evidence path: String) throws {
        guard !complete, !clocks else {
            throw ValidationError("--complete and --clocks are for exports: an evidence file does not hold the whole log.")
        }
        let verification = try EvidenceVerification(
            path, key: key, witnesses: witnesses, anchors: anchor, authority: authority, retained: retained, history: histories)
        let report = verification.report
        if let why = verification.unread { Words.say("Not compared: \(why)") }
        switch output.format {
        case .table: try StandardOutput.write(Array(EvidenceOutput.text(report).utf8))
        case .json: try JSONOutput.print(EvidenceOutput(report))
        }
        if !report.verified { throw Exit.no }
    }

    private struct Proven: Encodable {
        var verified: Bool
        var index: UInt64?
        var size: UInt64?
        var event: String?
        var reason: String?
        /// Levels of assurance reached, as for exports.
        var levels: [String] = []
        /// What could have gone unnoticed.
        var undetected: [String]
    }

    private func verify(proof: String, leaf: String, key: String) throws {
        let policy = try witnesses.map(LogKeys.witnesses)
        var verifier = ProofVerifier(key: try LogKeys.verifying(key), witnesses: policy)
        let kept = try RetainedCheckpoints.inHistories(histories, of: verifier.key, and: [])
        if let why = kept.unread { Words.say("Not compared: \(why)") }
        verifier.retained = try RetainedCheckpoints.inFiles(retained) + kept.retained
        verifier.now = Int64(Date().timeIntervalSince1970 * 1000)
        let (proofBytes, leafBytes) = (try LogKeys.file(proof), try LogKeys.file(leaf))
        do {
            let proven = try verifier.verify(proof: proofBytes, leaf: leafBytes)
            try report(
                Proven(
                    verified: true, index: proven.index, size: proven.checkpoint.size, event: proven.leaf.event.description,
                    levels: proven.levels.map(\.rawValue), undetected: proven.undetected),
                "VERIFIED: entry \(proven.index) of \(proven.checkpoint.size), event \(proven.leaf.event), is in \(proven.checkpoint.origin)\n"
                    + ([AssuranceWords.line(proven.levels), "What could have gone unnoticed:"] + proven.undetected.map { "- \($0)" })
                    .joined(separator: "\n"))
        } catch let error as ProofVerifier.Failure {
            try report(
                Proven(verified: false, reason: "\(error)", undetected: ["Nothing is proved: the proof did not verify."]),
                "NOT VERIFIED: \(error)")
            throw Exit.no
        }
    }

    private func report(_ proven: Proven, _ words: String) throws {
        switch output.format {
        case .table: try StandardOutput.write(Array((words + "\n").utf8))
        case .json: try JSONOutput.print(proven)
        }
    }
}
