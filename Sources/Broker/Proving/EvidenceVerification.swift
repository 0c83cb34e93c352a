import FoundationEssentials
import Glibc
public import Verifier

/// Verifies one conversation's evidence file by the verifier's code alone.
public struct EvidenceVerification {
    public let key: VerifyingKey
    public let outcome: Result<EvidenceVerifier.Proven, EvidenceVerifier.Failure>

    /// Whether a path names an evidence file, and not a folder.
    public static func isEvidence(_ path: String) -> Bool {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder else { return false }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var start = [UInt8](repeating: 0, count: EvidenceVerifier.heading.utf8.count + 1)
        let count = read(file, &start, start.count)
        return count == start.count && EvidenceVerifier.isEvidence(start)
    }

    /// - Parameter key: a verifier key or a file that holds one: nothing in the file itself is believed.
    public init(_ path: String, key: String) throws {
        self.key = try LogKeys.verifying(key)
        let bytes = try LogKeys.file(path, limit: EvidenceVerifier.largest)
        do throws(EvidenceVerifier.Failure) { outcome = .success(try EvidenceVerifier(key: self.key).verify(bytes)) } catch {
            outcome = .failure(error)
        }
    }

    /// What a good file still leaves open, in words for whoever reads the result.
    public static let undetected = [
        "Entries of this conversation after the last one shown: only a whole export shows that there are none.",
        "Another history of the log shown to somebody else: compare checkpoints, or ask for cosignatures.",
    ]
}
