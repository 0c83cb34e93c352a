import SQL

/// Reads which identities have keys, on a thread of its own and a little at a time: an erasure waits for whoever reads the file.
actor IdentityReader {
    private let executor = ThreadExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private let path: String
    private let atOnce: Int64

    init(path: String, atOnce: Int64 = 50_000) {
        self.path = path
        self.atOnce = atOnce
    }

    func read() throws -> IdentityFilter {
        let connection = try Connection(path: path, .readOnly)
        var filter = IdentityFilter()
        var last: [UInt8] = []
        while true {
            let owners = try connection.query(KeyTables.selectOwnersAfter, .blob(last), .integer(atOnce)) { (row) throws(SQLError) in
                try row.blob(0)
            }
            for owner in owners { if let owner = KeyOwner(owner) { filter.insert(owner.identity) } }
            guard let end = owners.last else { return filter }
            last = end
        }
    }
}
