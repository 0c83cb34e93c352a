public import SQL

extension Store {
    /// How many transactions the key store has committed, each with one sync of its file.
    public var keyCommits: Int { get async { await keys.commits } }

    /// Durability settings of a writing connection to the ledger database, read back from it.
    public func durabilitySettings() throws -> DurabilityCheck { try DurabilityCheck(reading: Connection(path: place.ledger, .readWrite)) }
}
