import Glibc
public import Verifier

/// The checkpoints that whoever verifies has kept: in files that were named, and in histories of their own.
public enum RetainedCheckpoints {
    /// From files, each a checkpoint, or an evidence file or a proof of one entry, whose checkpoint is meant.
    public static func inFiles(_ paths: [String]) throws -> [ExportVerifier.Retained] {
        try paths.map { path in
            let bytes = try LogKeys.file(path, limit: 1 << 30)
            if let note = EvidenceVerifier.checkpoint(in: bytes) { return .init(name: path, note: note) }
            if let proof = try? ProofFile(bytes) { return .init(name: path, note: proof.checkpoint) }
            guard bytes.count <= 1 << 20 else { throw StorageError.cannotOpen("The file \(path) is longer than any checkpoint.") }
            return .init(name: path, note: bytes)
        }
    }

    /// From histories that are there, for a report that keeps none itself.
    /// - Parameters:
    ///   - key: the log's, known from elsewhere; without one no usual history is read.
    ///   - others: further keys of the log and of those it goes on from, whose usual histories are read as well.
    /// - Returns: what was kept, and why some of it could not be read.
    public static func inHistories(
        _ history: ExportVerification.Settings.History, of key: VerifyingKey?, and others: [VerifyingKey]
    ) throws -> (retained: [ExportVerifier.Retained], unread: String?) {
        switch history {
        case .none: return ([], nil)
        case .file(let path): return (access(path, F_OK) == 0 ? try CheckpointHistory(path).retained : [], nil)
        case .usual:
            guard let key else { return ([], nil) }
            return try usual([key] + others.filter { $0 != key })
        }
    }

    static func usual(_ keys: [VerifyingKey]) throws -> (retained: [ExportVerifier.Retained], unread: String?) {
        var retained: [ExportVerifier.Retained] = []
        var unread: String?
        for path in keys.compactMap({ CheckpointHistory.usualPath(of: $0) }) where access(path, F_OK) == 0 {
            do { retained += try CheckpointHistory(path).retained } catch StorageError.cannotOpen(let why) { unread = why }
        }
        return (retained, unread)
    }
}
