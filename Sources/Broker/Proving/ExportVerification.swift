import FoundationEssentials
public import Verifier

/// Verifies an export by the verifier's code alone and, if asked, works its clocks out again.
public struct ExportVerification {
    public let report: VerificationReport
    /// Nil where it was not asked for, or the export did not verify.
    public let clocks: ClockCheck.Report?
    /// The export's checkpoint as it was verified; nil where it was not.
    public let note: [UInt8]?
    /// Where the checkpoint is kept by now, with how many others; nil where none is.
    public let kept: (path: String, checkpoints: Int)?
    /// Why the checkpoint is not kept, where nobody asked for a history and the usual one cannot be used.
    public let notKept: String?

    public struct Settings {
        /// A verifier key or a file that holds one.
        public var key: String?
        /// Files with checkpoints that were kept earlier.
        public var retained: [String] = []
        /// A file with a witness policy.
        public var witnesses: String?
        /// A file with certificates of the time-stamp authority, in PEM.
        public var authority: String?
        /// Follows every stream, whatever memory that takes.
        public var isComplete = false
        public var checksClocks = false
        public var history = History.none

        /// Whether checkpoints that verify are kept, and those that were kept are held against the export.
        public enum History {
            case none
            /// In the user's usual place, if there is one that can be written.
            case usual
            case file(String)
        }

        public init() {}
    }

    public init(
        _ folder: String, _ settings: Settings, progress: @escaping (String, UInt64, UInt64) -> Void = { _, _, _ in }
    ) throws {
        guard FileManager.default.fileExists(atPath: folder) else { throw StorageError.cannotOpen("There is no folder \(folder).") }
        var verifier = ExportVerifier()
        verifier.pinnedKey = try settings.key.map(LogKeys.verifying)
        verifier.retained = try RetainedCheckpoints.inFiles(settings.retained)
        let files = ExportFiles.folder(folder)
        verifier.authority = try settings.authority.map(LogKeys.certificates)
        var history: CheckpointHistory?
        var notKept: String?
        switch settings.history {
        case .none: break
        case .file(let path): history = try CheckpointHistory(path)
        case .usual:
            // Only under a key that came from elsewhere: a history of made-up logs proves nothing.
            if let path = verifier.pinnedKey.flatMap({ CheckpointHistory.usualPath(of: $0) }) {
                do { history = try CheckpointHistory(path) } catch StorageError.cannotOpen(let why) { notKept = why }
                // What was kept under an older key of the log, or of the log that it goes on from, is about this one too.
                let others = try ExportVerifier.claimedKeys(files).filter { $0 != verifier.pinnedKey }
                let more = try RetainedCheckpoints.usual(others)
                verifier.retained += more.retained
                notKept = notKept ?? more.unread
            }
        }
        verifier.retained += history?.retained ?? []
        verifier.witnesses = try settings.witnesses.map(LogKeys.witnesses)
        verifier.now = Int64(Date().timeIntervalSince1970 * 1000)
        if settings.isComplete { verifier.tracking = .complete }
        report = verifier.verify(files) { progress("Entries", $0, $1) }
        note = report.verified ? report.note : nil
        if let history, let note, verifier.pinnedKey != nil {
            try history.keep(note, at: Int64(Date().timeIntervalSince1970))
            kept = (history.path, history.retained.count)
        } else {
            kept = nil
        }
        self.notKept = notKept
        if settings.checksClocks, report.verified, let size = report.checkpoint?.size {
            var check = ClockCheck(files, size: size)
            clocks = try check.run { progress("Clocks", $0, $1) }
        } else {
            clocks = nil
        }
    }

    public var isVerified: Bool { report.verified && clocks?.isRight ?? true }
}
