import FoundationEssentials
public import Verifier

/// Verifies an export by the verifier's code alone and, if asked, works its clocks out again.
public struct ExportVerification {
    public let report: VerificationReport
    /// Nil where it was not asked for, or the export did not verify.
    public let clocks: ClockCheck.Report?

    public struct Settings {
        /// A verifier key or a file that holds one.
        public var key: String?
        /// Files with checkpoints that were kept earlier.
        public var retained: [String] = []
        /// A file with a witness policy.
        public var witnesses: String?
        /// Follows every stream, whatever memory that takes.
        public var isComplete = false
        public var checksClocks = false

        public init() {}
    }

    public init(
        _ folder: String, _ settings: Settings, progress: @escaping (String, UInt64, UInt64) -> Void = { _, _, _ in }
    ) throws {
        guard FileManager.default.fileExists(atPath: folder) else { throw StorageError.cannotOpen("There is no folder \(folder).") }
        var verifier = ExportVerifier()
        verifier.pinnedKey = try settings.key.map(LogKeys.verifying)
        verifier.retained = try settings.retained.map { .init(name: $0, note: try LogKeys.file($0)) }
        verifier.witnesses = try settings.witnesses.map { path in
            do { return try WitnessPolicy(LogKeys.file(path)) } catch let error as FormatError {
                throw StorageError.cannotOpen("\(path) is no witness policy: \(error.reason), at byte \(error.offset).")
            }
        }
        verifier.now = Int64(Date().timeIntervalSince1970 * 1000)
        if settings.isComplete { verifier.tracking = .complete }
        let files = ExportFiles.folder(folder)
        report = verifier.verify(files) { progress("Entries", $0, $1) }
        if settings.checksClocks, report.verified, let size = report.checkpoint?.size {
            var check = ClockCheck(files, size: size)
            clocks = try check.run { progress("Clocks", $0, $1) }
        } else {
            clocks = nil
        }
    }

    public var isVerified: Bool { report.verified && clocks?.isRight ?? true }
}
