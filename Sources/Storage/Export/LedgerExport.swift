import Conversations
public import Ledger
import SQL

/// Writes a ledger up to its newest checkpoint, a witnessed one where there is one, into a folder that anybody can verify offline: tiles, entries, key, terms, and what
/// the configuration's entries say. Nothing about a person is in it.
public struct LedgerExport {
    private let ledger: LedgerFolder
    private let log: KeyRing
    private let isSealedEnough: Bool

    public struct Written: Sendable {
        public var checkpoint: Checkpoint
        public var files: Int
        public var termsFiles: Int
        public var timeStamps = 0
        public var disclosures: Int
    }

    /// - Parameters:
    ///   - log: the log's keys, of which one the checkpoint must be signed with.
    ///   - isSealedEnough: whether it goes up to the newest sealed checkpoint, also where witnesses have cosigned an older one.
    public init(_ ledger: LedgerFolder, log: KeyRing, isSealedEnough: Bool = false) {
        self.ledger = ledger
        self.log = log
        self.isSealedEnough = isSealedEnough
    }

    /// The checkpoint is written last, and everything before it is on the disk by then: a folder without one is an export that failed.
    /// - Parameter progress: told how many entries of how many are done, once every 4,096.
    public func write(to path: String, progress: (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }) throws -> Written {
        guard let note = try (isSealedEnough ? nil : ledger.cosigned()) ?? ledger.sealed() else {
            throw StorageError.cannotOpen(
                "Nothing is sealed yet: there is no checkpoint to export. Try again when the server has sealed an entry.")
        }
        let checkpoint: Checkpoint
        do { checkpoint = try VerifiedCheckpoint(note, log: log).checkpoint } catch {
            throw StorageError.damaged("the newest checkpoint is not signed with a key of this log: \(error)")
        }
        let folder = try ExportFolder(path)
        let reader = EntryReader(connection: ledger.connection, keys: ledger.keys)
        var written = Written(checkpoint: checkpoint, files: 0, termsFiles: 0, disclosures: 0)
        try folder.write(ExportFile.disclosuresPath, [])
        var lines: [UInt8] = []
        var entries = SealedEntries(ledger.connection, size: checkpoint.size)
        let signing = try reader.unretired(log, upTo: checkpoint.size)
        do {
            try LogExport.write(
                next: {
                    let index = entries.index
                    guard let leaf = try entries.next() else { return nil }
                    if let line = try reader.disclosure(of: leaf, at: index) {
                        written.disclosures += 1
                        lines += line.bytes
                        if lines.count > Self.heldLines { try Self.flush(&lines, to: folder) }
                    }
                    if entries.index % 4_096 == 0 { progress(entries.index, checkpoint.size) }
                    return leaf
                }, checkpoint: note, log: signing,
                emit: { (file: ExportFile) in
                    if file.path == ExportFile.checkpointPath {
                        try Self.flush(&lines, to: folder)
                        written.termsFiles = try writeTerms(to: folder)
                        for handover in try reader.handovers(log, upTo: checkpoint.size) {
                            let file = ExportFile.handover(handover.note, index: handover.index)
                            try folder.write(file.path, file.bytes)
                            written.files += 1
                        }
                        written.timeStamps = try writeTimeStamps(to: folder, upTo: checkpoint.size)
                        folder.sync()
                    }
                    try folder.write(file.path, file.bytes)
                    written.files += 1
                })
        } catch {
            switch error {
            case .source(let failure), .emit(let failure): throw failure
            case .checkpoint(let fault): throw StorageError.damaged("the newest checkpoint: \(fault)")
            case .tiles(let fault): throw StorageError.damaged("the entries do not lead to the signed checkpoint: \(fault)")
            }
        }
        folder.sync()
        progress(checkpoint.size, checkpoint.size)
        return written
    }

    /// Bytes of disclosures that are held before they are written.
    private static let heldLines = 1 << 18

    private static func flush(_ lines: inout [UInt8], to folder: ExportFolder) throws {
        try folder.append(lines, to: ExportFile.disclosuresPath)
        lines.removeAll(keepingCapacity: true)
    }

    /// The tokens with the checkpoints that they are over, byte for byte.
    private func writeTimeStamps(to folder: ExportFolder, upTo size: UInt64) throws -> Int {
        let stamps = try ledger.timeStamps(upTo: size)
        for stamp in stamps {
            try folder.write("time-stamps/\(stamp.sha256).token", stamp.token)
            try folder.write("time-stamps/\(stamp.sha256).note", stamp.note)
        }
        return stamps.count
    }

    private func writeTerms(to folder: ExportFolder) throws -> Int {
        let files = try ledger.termsFiles()
        for terms in files {
            let file = ExportFile.terms(terms.bytes)
            guard file.path.hasSuffix(terms.sha256) else { throw StorageError.damaged("the terms \(terms.sha256) have other bytes by now") }
            try folder.write(file.path, file.bytes)
        }
        return files.count
    }
}
