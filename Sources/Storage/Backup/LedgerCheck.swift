import Conversations
import Ledger
import SQL
import Verifier

/// Reads a whole ledger and works everything out anew that can be.
enum LedgerCheck {
    struct Tree {
        var origin: String
        var head: TreeHead
        /// How many entries the newest checkpoint covers, and that checkpoint as it was signed.
        var sealed: UInt64
        var newest: SignedNote?
    }

    /// The tree over every leaf, by the verifier's code, compared with the writer's own edge and with every checkpoint that is kept.
    static func tree(_ connection: Connection, progress: (UInt64, UInt64) -> Void = { _, _ in }) throws -> Tree {
        let origin = try connection.first("SELECT origin FROM ledger WHERE id = 1") { (row) throws(SQLError) in try row.text(0) }
        guard let origin else { throw StorageError.damaged("the ledger has no first row") }
        let row = try connection.first("SELECT size, frontier FROM head WHERE id = 1") { (row) throws(SQLError) in
            (UInt64(try row.int64(0)), try row.blob(1))
        }
        let size = row?.0 ?? 0
        let checkpoints = try connection.prepare("SELECT size, note FROM checkpoint ORDER BY size")
        defer { checkpoints.reset() }
        var newest: (size: UInt64, note: SignedNote)?
        var next = try checkpoints.step() ? (UInt64(try checkpoints.row.int64(0)), try checkpoints.row.blob(1)) : nil
        var tree = RootAccumulator()
        var leaves = SealedEntries(connection, size: size)
        while let leaf = try leaves.next() {
            tree.append(leaf: leaf)
            while let (at, bytes) = next, at == tree.size {
                let note: SignedNote
                let checkpoint: Checkpoint
                do {
                    note = try SignedNote(parsing: bytes)
                    checkpoint = try Checkpoint(parsing: note.text)
                } catch { throw StorageError.damaged("the checkpoint of \(at) entries: \(error)") }
                guard checkpoint.head.size == at, checkpoint.head.root.bytes == tree.root.bytes else {
                    throw StorageError.damaged("the first \(at) entries are not those that were signed")
                }
                newest = (at, note)
                next = try checkpoints.step() ? (UInt64(try checkpoints.row.int64(0)), try checkpoints.row.blob(1)) : nil
            }
            if tree.size % 4_096 == 0 { progress(tree.size, size) }
        }
        if let next { throw StorageError.damaged("a checkpoint covers \(next.0) entries, and \(size) are there") }
        guard let root = Hash(tree.root.bytes) else { throw StorageError.damaged("a root has 32 bytes") }
        if let row {
            guard let frontier = Frontier(decoding: row.1), frontier.size == size, frontier.root == root else {
                throw StorageError.damaged("the entries do not lead to the tree that was written with them")
            }
        }
        progress(size, size)
        return Tree(origin: origin, head: TreeHead(size: size, root: root), sealed: newest?.size ?? 0, newest: newest?.note)
    }

    /// Opens every field of every entry and compares it with what the leaf commits to; what is gone has to have left its commitment.
    /// - Returns: how many entries have lost a field without one.
    static func fields(_ reader: EntryReader, size: UInt64, progress: (UInt64, UInt64) -> Void = { _, _ in }) throws -> [UInt64] {
        var lost: [UInt64] = []
        for index in 0..<size {
            let leaf = try reader.leaf(at: index)
            var commitments = try reader.openedFields(of: leaf, at: index).map {
                Commitment(event: leaf.eventID, field: $0.field, nonce: $0.nonce, bytes: $0.bytes)
            }
            if commitments.count < Int(leaf.commitments.fieldCount) {
                let there = Set(commitments.map(\.field))
                commitments += try ErasedField.kept(at: index, reader.connection).map(\.commitment).filter { !there.contains($0.field) }
            }
            commitments.sort { $0.field < $1.field }
            if commitments.count < Int(leaf.commitments.fieldCount) {
                lost.append(index)
            } else if leaf.commitments.fieldCount > 0, CommitmentRoot(of: commitments) != leaf.commitments {
                throw StorageError.damaged("entry \(index) does not say what it commits to")
            }
            if index % 4_096 == 0 { progress(index, size) }
        }
        progress(size, size)
        return lost
    }
}
