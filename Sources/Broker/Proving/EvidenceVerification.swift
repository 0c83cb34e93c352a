import FoundationEssentials
public import Verifier

/// Verifies an evidence file by the verifier's code alone.
public struct EvidenceVerification {
    public let report: EvidenceReport

    /// - Parameters:
    ///   - key: a verifier key or a file that holds one.
    ///   - witnesses: a file with a witness policy.
    ///   - anchors: a file with certificates under which the log's keys must be certified.
    ///   - authority: a file with certificates of the time-stamp authority.
    public init(_ path: String, key: String?, witnesses: String?, anchors: String? = nil, authority: String? = nil) throws {
        let policy = try witnesses.map { path in
            do { return try WitnessPolicy(LogKeys.file(path)) } catch let error as FormatError {
                throw StorageError.cannotOpen("\(path) is no witness policy: \(error.reason), at byte \(error.offset).")
            }
        }
        var verifier = EvidenceVerifier(pinnedKey: try key.map(LogKeys.verifying), witnesses: policy)
        verifier.anchors = try anchors.map(LogKeys.certificates)
        verifier.authority = try authority.map(LogKeys.certificates)
        report = verifier.verify(try LogKeys.file(path, limit: 1 << 30))
    }

    /// Whether the path names a file; exports are folders.
    public static func isFile(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder
    }
}
