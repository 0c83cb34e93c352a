/// A file of an export folder, relative to it.
public struct ExportFile: Hashable, Sendable {
    public let path: String
    public let bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    public static let checkpointPath = "checkpoint"
    public static let verifierKeyPath = "keys/log.vkey"
    public static let disclosuresPath = "disclosures.jsonl"

    /// The newest signed note.
    public static func checkpoint(_ note: SignedNote) -> ExportFile {
        ExportFile(path: checkpointPath, bytes: note.encode())
    }

    /// The log's verifier key, one line.
    public static func verifierKey(_ key: VerifierKey) -> ExportFile {
        ExportFile(path: verifierKeyPath, bytes: [UInt8]("\(key.line)\n".utf8))
    }

    /// The note with which the key before vouched for the one that the entry at `index` announced: signed by both.
    public static func handover(_ note: SignedNote, index: UInt64) -> ExportFile {
        let digits = String(index)
        return ExportFile(
            path: "keys/handover-\(String(repeating: "0", count: max(0, 12 - digits.utf8.count)))\(digits)", bytes: note.encode())
    }

    /// A pack, service level, calendar or zone file that was ever in force, named by its SHA-256.
    public static func terms(_ bytes: [UInt8]) -> ExportFile {
        ExportFile(path: "terms/\(Hash.sha256(of: bytes))", bytes: bytes)
    }
}
