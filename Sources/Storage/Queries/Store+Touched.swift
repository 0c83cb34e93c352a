public import Conversations
import Ledger
import SQL

extension Store {
    /// The conversations that the entries after an index are about, and how many entries there are now.
    /// - Returns: nil if these are more entries than `limit`, or the index is beyond the ledger's end.
    public func touched(after index: UInt64, limit: Int) throws -> (conversations: Set<ConversationID>, accepted: UInt64)? {
        let accepted = status.accepted
        guard index < accepted, accepted - index - 1 <= UInt64(limit) else { return nil }
        let leaves = try readers.read { connection in
            try connection.query(
                "SELECT leaf FROM entry WHERE idx > $1 AND idx < $2 ORDER BY idx", .integer(Int64(index)), .integer(Int64(accepted))
            ) { (row) throws(SQLError) in try row.blob(0) }
        }
        var conversations: Set<ConversationID> = []
        for bytes in leaves {
            let leaf: Leaf
            do { leaf = try Leaf(decoding: bytes) } catch { throw StorageError.damaged("an entry is not a leaf: \(error)") }
            for stream in leaf.streams where stream.kind == .conversation { conversations.insert(ConversationID(stream.id)) }
        }
        return (conversations, accepted)
    }
}
