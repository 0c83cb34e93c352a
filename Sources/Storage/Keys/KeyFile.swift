import SQL
import Synchronization

/// Owns the key store's one writing connection, on a thread of its own.
actor KeyFile {
    private let executor: ThreadExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private let path: String
    private let destroyed: DestroyedKeys
    private var connection: Connection?
    private var hasFailed = false
    /// Transactions committed since the start, for the benchmark's report.
    private(set) var commits = 0

    init(path: String) {
        self.path = path
        executor = ThreadExecutor()
        destroyed = DestroyedKeys(beside: path)
    }

    /// Writes what is staged in one transaction, unless the first `count` objects are durable already; they are when this returns.
    func write(_ staged: StagedKeys, atLeast count: UInt64) throws {
        guard let (owners, objects) = staged.beginWriting(atLeast: count) else { return }
        var done = false
        defer { staged.endWriting(done: done) }
        try append(owners, objects)
        done = true
    }

    private func append(_ owners: [StagedOwner], _ objects: [StagedObject]) throws {
        try transaction { connection in
            if !owners.isEmpty {
                let insert = try connection.prepare(fixed: KeyTables.insertOwner)
                let number = try connection.prepare(fixed: KeyTables.insertOwnerNumber)
                for owner in owners {
                    try insert.bind(1, Int64(owner.number))
                    try insert.bind(2, owner.row.bytes)
                    try insert.run()
                    try number.bind(1, owner.row.owner.bytes)
                    try number.bind(2, Int64(owner.number))
                    try number.run()
                }
            }
            let insert = try connection.prepare(fixed: KeyTables.insertObject)
            for object in objects {
                try insert.bind(1, Int64(object.id.number))
                let row = object.row.bytes
                _ = try insert.withBound(2, row.span) { () throws(SQLError) in try insert.run() }
            }
        }
    }

    /// Overwrites the rows with zeros, commits, and empties the write-ahead log, so that the wrapped keys are in no file when this returns.
    func overwrite(objects: [ObjectID], owners: [(owner: KeyOwner, number: UInt64)]) throws {
        // Durable first: an older copy of this file, put back one day, must not bring them back.
        try destroyed.add(objects: objects, owners: owners)
        try transaction { connection in
            let object = try connection.prepare(KeyTables.overwriteObject)
            let zeros = [UInt8](repeating: 0, count: ObjectRow.byteCount)
            for id in objects {
                try object.bind(1, Int64(id.number))
                try object.bind(2, zeros)
                try object.run()
            }
            for (owner, number) in owners {
                try connection.run(
                    KeyTables.overwriteOwner, .integer(Int64(number)), .blob([UInt8](repeating: 0, count: OwnerRow.byteCount)))
                try connection.run(KeyTables.deleteOwnerNumber, .blob(owner.bytes), .integer(Int64(number)))
            }
        }
        try open().truncateLog()
    }

    private func transaction(_ body: (Connection) throws -> Void) throws {
        do {
            try open().transaction(body)
            commits += 1
        } catch {
            if let error = error as? SQLError, error.kind == .inputOutput || error.kind == .corrupt {
                connection = nil
                hasFailed = true
            }
            throw error
        }
    }

    /// Opened at first use, on the actor's own thread, and again after a failure of the disk.
    private func open() throws(SQLError) -> Connection {
        if let connection { return connection }
        let opened = try hasFailed ? Connection.reopen(path: path) : Connection(path: path, .readWrite)
        hasFailed = false
        _ = try opened.pragma("cache_size", "-16384")
        opened.setAutomaticCheckpoint(pages: 4_096)
        connection = opened
        return opened
    }
}
