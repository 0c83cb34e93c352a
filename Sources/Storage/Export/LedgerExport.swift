import Conversations
public import Ledger
import SQL

/// Writes a ledger up to its newest signed checkpoint into a folder that anybody can verify offline: tiles, entries, key, terms, and what
/// the configuration's entries say. Nothing about a person is in it.
public struct LedgerExport {
    private let ledger: LedgerFolder
    private let log: VerifierKey

    public struct Written: Sendable {
        public var checkpoint: Checkpoint
        public var files: Int
        public var termsFiles: Int
        public var disclosures: Int
    }

    /// - Parameter log: the key that the checkpoint must be signed with.
    public init(_ ledger: LedgerFolder, log: VerifierKey) {
        self.ledger = ledger
        self.log = log
    }

    /// The checkpoint is written last, and everything before it is on the disk by then: a folder without one is an export that failed.
    /// - Parameter progress: told how many entries of how many are done, once every 4,096.
    public func write(to path: String, progress: (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }) throws -> Written {
        guard let note = try ledger.sealed() else {
            throw StorageError.cannotOpen("Nothing is sealed yet: there is no checkpoint to export. Try again when the server has sealed an entry.")
        }
        let checkpoint: Checkpoint
        do { checkpoint = try VerifiedCheckpoint(note, log: log).checkpoint } catch {
            throw StorageError.damaged("the newest checkpoint is not signed with the key in log.vkey: \(error)")
        }
        let folder = try ExportFolder(path)
        let reader = EntryReader(connection: ledger.connection, keys: ledger.keys)
        var written = Written(checkpoint: checkpoint, files: 0, termsFiles: 0, disclosures: 0)
        try folder.write(ExportFile.disclosuresPath, [])
        var lines: [UInt8] = []
        var disclosures = 0
        let entries = SealedEntries(ledger.connection, size: checkpoint.size) { index, leaf in
            if let line = try reader.disclosure(of: leaf, at: index) {
                disclosures += 1
                lines += line.bytes
                if lines.count > 1 << 18 {
                    try folder.append(lines, to: ExportFile.disclosuresPath)
                    lines.removeAll(keepingCapacity: true)
                }
            }
        }
        do {
            try LogExport.write(entries: entries, checkpoint: note, log: log) { (file: ExportFile) throws(ExportFailure) in
                do {
                    if file.path == ExportFile.checkpointPath {
                        try folder.append(lines, to: ExportFile.disclosuresPath)
                        for terms in try ledger.termsFiles() {
                            let made = ExportFile.terms(terms.bytes)
                            guard made.path.hasSuffix(terms.sha256) else { throw StorageError.damaged("terms \(terms.sha256) were changed") }
                            try folder.write(made.path, made.bytes)
                            written.termsFiles += 1
                        }
                        folder.sync()
                    }
                    try folder.write(file.path, file.bytes)
                    written.files += 1
                    if file.path.hasPrefix("tile/entries/"), entries.index % 4_096 == 0 { progress(entries.index, checkpoint.size) }
                } catch { throw ExportFailure(cause: error) }
            }
        } catch {
            if let failure = entries.failure { throw failure }
            switch error {
            case .emit(let failure): throw failure.cause
            case .checkpoint(let fault): throw StorageError.damaged("the newest checkpoint: \(fault)")
            case .tiles(let fault): throw StorageError.damaged("the entries do not lead to the signed checkpoint: \(fault)")
            }
        }
        folder.sync()
        progress(checkpoint.size, checkpoint.size)
        written.disclosures = disclosures
        return written
    }

    private struct ExportFailure: Error {
        let cause: any Error
    }
}

extension EntryReader {
    /// What an export says about an entry of the configuration; nil for any other.
    func disclosure(of leaf: [UInt8], at index: UInt64) throws -> DisclosureLine? {
        let leaf: Leaf = try {
            do { return try Leaf(decoding: leaf) } catch { throw StorageError.damaged("entry \(index) is not a leaf: \(error)") }
        }()
        guard leaf.streams.contains(where: { $0.kind == .configuration }), leaf.commitments.fieldCount > 0 else { return nil }
        let fields = try fields(at: index, of: leaf.eventID)
        guard fields.first?.field == .facts, fields.count == Int(leaf.commitments.fieldCount) else {
            throw StorageError.damaged("the configuration's entry \(index) has lost what it says")
        }
        return DisclosureLine(
            index: index,
            fields: fields.map { field in
                field.field == .facts
                    ? .disclosed(field.field, field.nonce, bytes: field.bytes)
                    : .withheld(Commitment(event: leaf.eventID, field: field.field, nonce: field.nonce, bytes: field.bytes))
            })
    }

    /// Facts and content of an entry with the nonces of their commitments, ascending by field.
    private func fields(at index: UInt64, of event: EventID) throws -> [(field: FieldID, nonce: Nonce, bytes: [UInt8])] {
        var fields: [(field: FieldID, nonce: Nonce, bytes: [UInt8])] = []
        for sql in ["SELECT object, facts FROM entry WHERE idx = $1", "SELECT object, sealed FROM content WHERE idx = $1"] {
            let row = try connection.first(sql, .integer(Int64(index))) { (row) throws(SQLError) in (try row.blob(0), try row.optionalBlob(1)) }
            guard let (object, sealed) = row, let sealed else { continue }
            guard let id = ObjectID(object) else { throw StorageError.damaged("an object's id cannot be read") }
            fields += try Sealed.open(sealed, of: event, with: keys.key(for: id))
        }
        return fields.sorted { $0.field < $1.field }
    }
}
