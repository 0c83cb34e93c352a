import Conversations
public import Ledger
import SQL

extension Store {
    /// Destroys the content of entries for good: keys first, then the sealed bytes, then what the write-ahead log still has of them.
    ///
    /// Leaf, facts and commitments stay as they are. What is destroyed already changes nothing, so that an interrupted destruction is
    /// simply done again.
    public func destroyContent(of entries: [EventID]) async throws {
        let objects = try readers.read { connection in
            try entries.compactMap { event in
                try connection.first(
                    "SELECT e.content_object FROM entry e JOIN known k ON k.idx = e.idx WHERE k.event = $1", .blob(event.bytes)
                ) { (row) throws(SQLError) in try row.optionalBlob(0) } ?? nil
            }
        }.compactMap { ObjectID($0) }
        guard !objects.isEmpty else { return }
        try await keys.destroy(objects: objects)
        try await note { connection in
            for object in objects { try Vault(connection).erase(object) }
        }
        try await truncateLog()
    }

    /// Empties the write-ahead log, between two batches of the committer.
    func truncateLog() async throws { try await committer.truncateLog() }
}
