import Conversations
import SQL

/// Builds projections anew from the entries.
struct Rebuild {
    let connection: Connection
    let keys: KeyStore

    /// Builds those whose version in the database is another.
    func bringUpToDate() throws {
        let versions = try connection.query("SELECT name, version FROM projection") { (row) throws(SQLError) in
            (try row.text(0), try row.int(1))
        }
        let stale = Projection.all.filter { projection in !versions.contains { $0.0 == projection.name && $0.1 == projection.version } }
        if !stale.isEmpty { try build(stale) { _, _ in } }
    }

    /// Drops the tables and folds every entry again, in one transaction: readers see the old tables until the new ones are whole.
    func build(_ projections: [Projection], progress: (UInt64, UInt64) -> Void) throws {
        try connection.transaction { connection in
            for projection in projections { try projection.create(on: connection) }
            let reader = EntryReader(connection: connection, keys: keys)
            let size =
                try connection.first("SELECT size FROM head WHERE id = 1") { (row) throws(SQLError) in UInt64(try row.int64(0)) } ?? 0
            var states = States()
            var index: UInt64 = 0
            while index < size {
                guard let entry = try reader.folded(at: index) else { throw StorageError.damaged("entry \(index) is missing") }
                states.evolve(entry)
                let step = Projection.Step(entry: entry, states: states)
                for projection in projections { try projection.apply(step, connection) }
                index += 1
                if index % 1_000 == 0 { progress(index, size) }
            }
            progress(size, size)
        }
    }
}

extension Store {
    /// Drops and rebuilds every projection of a ledger that no server has open.
    public static func rebuild(at place: Place, progress: (UInt64, UInt64) -> Void) throws {
        let lock = try StoreLock(place.folder)
        defer { withExtendedLifetime(lock) {} }
        let key = try KeyEncryptionKey.load(from: place.keyEncryptionKey)
        let keys = try KeyStore(path: place.keys, under: key)
        let connection = try Connection(path: place.ledger, .readWrite)
        try connection.migrate(EntrySchema.migrations)
        try Rebuild(connection: connection, keys: keys).build(Projection.all, progress: progress)
        if let size = try SealedCheckpoint.newest(connection)?.size { try HashTiles.build(connection, size: size) }
    }
}
