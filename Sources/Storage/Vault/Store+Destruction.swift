import Conversations
public import Ledger
import SQL

extension Store {
    /// Destroys the content of entries for good: keys first, then the sealed bytes, then what the write-ahead log still has of them.
    ///
    /// Leaf, facts and commitments stay as they are. What is destroyed already changes nothing, so that an interrupted destruction is
    /// simply done again.
    /// - Parameter recordedBy: the entry that says why, and has in it what stays.
    public func destroyContent(of entries: [EventID], recordedBy: EventID? = nil) async throws {
        let objects = try readers.read { connection in
            try entries.compactMap { event in
                try connection.first(
                    "SELECT e.content_object FROM entry e JOIN known k ON k.idx = e.idx WHERE k.event = $1", .blob(event.bytes)
                ) { (row) throws(SQLError) in try row.optionalBlob(0) } ?? nil
            }
        }.compactMap { ObjectID($0) }
        guard !objects.isEmpty else { return }
        // What they commit to is durable before nobody can work it out any more.
        try await note { [keys] connection in
            let reader = EntryReader(connection: connection, keys: keys)
            let by = try recordedBy.flatMap { try reader.index(of: $0) }
            for event in entries {
                guard let index = try reader.index(of: event) else { continue }
                try ErasedField.keep(of: try reader.leaf(at: index), at: index, recordedBy: by, reader) { $0 != .facts }
            }
        }
        try await keys.destroy(objects: objects)
        try await note { connection in
            for object in objects { try Vault(connection).erase(object) }
        }
        try await truncateLog()
    }

    /// Empties the write-ahead log, between two batches of the committer.
    func truncateLog() async throws { try await committer.truncateLog() }
}
