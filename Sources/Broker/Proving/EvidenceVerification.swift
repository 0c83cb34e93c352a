import FoundationEssentials
public import Verifier

/// Verifies an evidence file by the verifier's code alone.
public struct EvidenceVerification {
    public let report: EvidenceReport
    /// Why some history of checkpoints could not be read.
    public let unread: String?

    /// - Parameters:
    ///   - key: a verifier key or a file that holds one.
    ///   - witnesses: a file with a witness policy.
    ///   - anchors: a file with certificates under which the log's keys must be certified.
    ///   - authority: a file with certificates of the time-stamp authority.
    ///   - retained: files with checkpoints that were kept earlier.
    ///   - history: the checkpoints that whoever verifies has kept by themselves; none is added, since a file shows a part of a log only.
    public init(
        _ path: String, key: String?, witnesses: String?, anchors: String? = nil, authority: String? = nil, retained: [String] = [],
        history: ExportVerification.Settings.History = .none
    ) throws {
        let policy = try witnesses.map(LogKeys.witnesses)
        var verifier = EvidenceVerifier(pinnedKey: try key.map(LogKeys.verifying), witnesses: policy)
        verifier.anchors = try anchors.map(LogKeys.certificates)
        verifier.authority = try authority.map(LogKeys.certificates)
        verifier.now = Int64(Date().timeIntervalSince1970 * 1000)
        verifier.retained = try RetainedCheckpoints.inFiles(retained)
        let bytes = try LogKeys.file(path, limit: 1 << 30)
        let first = verifier.verify(bytes)
        // Which keys the log had, and which logs it goes on from, the file itself says.
        let kept = try RetainedCheckpoints.inHistories(
            history, of: verifier.pinnedKey, and: first.keys.map(\.key) + first.continuations.map(\.former))
        unread = kept.unread
        guard !kept.retained.isEmpty else {
            report = first
            return
        }
        verifier.retained += kept.retained
        report = verifier.verify(bytes)
    }

    /// Whether the path names a file; exports are folders.
    public static func isFile(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder
    }
}
