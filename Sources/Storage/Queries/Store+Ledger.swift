public import Conversations
public import Ledger
import SQL

/// A signed checkpoint with the newest time that it covers.
public struct KeptCheckpoint: Sendable {
    public var note: SignedNote
    public var checkpoint: Checkpoint
    /// The recorded time of its last entry.
    public var at: Timestamp
}

extension Store {
    /// The newest signed checkpoints, newest first.
    public func checkpoints(limit: Int) throws -> [KeptCheckpoint] {
        try readers.read { connection in
            let rows = try connection.query(
                """
                SELECT c.note, e.leaf FROM checkpoint c JOIN entry e ON e.idx = c.size - 1 ORDER BY c.size DESC LIMIT $1
                """, .integer(limit)
            ) { (row) throws(SQLError) in (try row.blob(0), try row.blob(1)) }
            do {
                return try rows.map { bytes, leaf in
                    let note = try SignedNote(parsing: bytes)
                    return KeptCheckpoint(
                        note: note, checkpoint: try Checkpoint(parsing: note.text),
                        at: Timestamp(milliseconds: try Leaf(decoding: leaf).recordedTime))
                }
            } catch { throw StorageError.damaged("a kept checkpoint: \(error)") }
        }
    }

    /// The entry at an index; facts are nil where they are erased.
    public func entry(at index: UInt64) throws -> Folded? {
        guard index < status.accepted else { return nil }
        return try readers.read { try EntryReader(connection: $0, keys: keys).folded(at: index) }
    }

    /// What is in the quarantine of unread bytes, without a byte of it: in order of arrival.
    public func quarantineItems(limit: Int) throws -> [QuarantineList.Item] {
        try readers.read { try QuarantineList($0).page(after: nil, limit: limit) }
    }

    /// Messages that wait for a person, newest first: index, reason, when.
    public func quarantinedMessages(limit: Int) throws -> [(index: UInt64, why: String, at: Timestamp)] {
        try readers.read { connection in
            try connection.query(
                "SELECT idx, why, at FROM quarantined WHERE released IS NULL ORDER BY idx DESC LIMIT $1", .integer(limit)
            ) { (row) throws(SQLError) in
                (UInt64(try row.int64(0)), try row.text(1), Timestamp(milliseconds: try row.int64(2)))
            }
        }
    }
}
