public import Ledger
import SQL

/// What strangers may read of the log: C2SP tlog-tiles, and proofs out of it.
extension Store {
    /// A tile or an entry bundle of the sealed log; nil where the log is not that long.
    public func logFile(_ path: TilePath) throws -> [UInt8]? {
        let sealed = status.sealed
        return try readers.read { try HashTiles($0, size: sealed).file(path) }
    }

    /// The newest checkpoint that a quorum of witnesses has cosigned, with their lines; where there is none, the newest sealed one.
    public func publishedCheckpoint() throws -> SignedNote? {
        let bytes = try readers.read { connection in
            try CosignedCheckpoint.newest(connection)?.note ?? SealedCheckpoint.newest(connection)?.note
        }
        do { return try bytes.map { try SignedNote(parsing: $0) } } catch { throw StorageError.damaged("the newest checkpoint: \(error)") }
    }

    /// The newest sealed checkpoint, as the signer made it.
    public func sealedCheckpoint() throws -> SignedNote? {
        let bytes = try readers.read { try SealedCheckpoint.newest($0)?.note }
        do { return try bytes.map { try SignedNote(parsing: $0) } } catch { throw StorageError.damaged("the newest checkpoint: \(error)") }
    }

    /// The entry's bytes with the proof that it stands under the newest checkpoint, a witnessed one if there is one that covers it; nil
    /// where no checkpoint does.
    public func proof(of index: UInt64) throws -> (leaf: [UInt8], proof: LogProof)? {
        try readers.read { connection in
            guard let newest = try SealedCheckpoint.newest(connection), index < newest.size else { return nil }
            let cosigned = try CosignedCheckpoint.newest(connection).flatMap { index < $0.size ? $0.note : nil }
            let note: SignedNote
            let checkpoint: Checkpoint
            do {
                note = try SignedNote(parsing: cosigned ?? newest.note)
                checkpoint = try Checkpoint(parsing: note.text)
            } catch { throw StorageError.damaged("the newest checkpoint: \(error)") }
            let leaf = try EntryReader(connection: connection, keys: keys).bytes(at: index)
            var tree = SealedTree(connection, size: checkpoint.size)
            let inclusion = try tree.inclusion(of: index)
            // A proof that its own checkpoint does not bear out is never handed out.
            do { try inclusion.verify(leafHash: .ofLeaf(leaf), root: checkpoint.root) } catch {
                throw StorageError.damaged("entry \(index) does not lead to the signed checkpoint")
            }
            return (leaf, LogProof(index: index, hashes: inclusion.hashes, note: note))
        }
    }

    /// The proof that the tree of the newer size continues that of the older; nil if the sizes are out of order or not sealed.
    public func consistency(from oldSize: UInt64, to newSize: UInt64) throws -> ConsistencyProof? {
        guard newSize <= status.sealed else { return nil }
        return try readers.read { connection in
            var tree = SealedTree(connection, size: newSize)
            return try tree.consistency(from: oldSize)
        }
    }
}
