import Conversations
import Ledger
import SQL

/// Takes a person out of the ledger database after the entry that says so: ciphertext, and every row that follows from their facts.
///
/// The keys are destroyed first: from then on nothing opens, whatever else happens. What is done here can be done again at any time.
struct Erasing {
    let connection: Connection
    let reader: EntryReader

    init(connection: Connection, keys: KeyStore) {
        self.connection = connection
        reader = EntryReader(connection: connection, keys: keys)
    }

    /// An erasure whose entry is durable.
    struct Due: Sendable {
        var index: Int64
        var identity: KeyedHash
    }

    static func due(_ connection: Connection) throws -> [Due] {
        try connection.query("SELECT idx, identity FROM erasure WHERE done = 0 ORDER BY idx") { (row) throws(SQLError) in
            (try row.int64(0), try row.blob(1))
        }.map { row in
            guard row.1.count == 16 else { throw StorageError.damaged("an erasure cannot be read") }
            return Due(index: row.0, identity: KeyedHash(row.1))
        }
    }

    /// Every entry under the person's keys.
    ///
    /// To be called before the keys are destroyed, so that it is known which rows follow from what goes.
    func candidates(_ due: Due) throws -> [Folded] {
        try connection.query("SELECT idx FROM owner_entry WHERE owner = $1 ORDER BY idx", .blob(due.identity.bytes)) {
            (row) throws(SQLError) in
            UInt64(try row.int64(0))
        }.compactMap { try reader.folded(at: $0) }
    }

    /// Before the keys are destroyed: keeps what the entries commit to, so that the loss of a field can be told from its destruction.
    ///
    /// Durable first, in a transaction of its own: afterwards nobody can work the commitments out again.
    func keepCommitments(_ due: Due, _ candidates: [Folded]) throws {
        for entry in candidates {
            try ErasedField.keep(of: entry.leaf, at: entry.index, recordedBy: UInt64(due.index), reader) { _ in true }
        }
    }

    /// After the keys are gone: overwrites what they opened, and brings every table to what the remaining facts say.
    ///
    /// In a transaction; the write-ahead log is emptied after it.
    func sweep(_ due: Due, _ candidates: [Folded]) throws {
        var touched: Set<StreamID> = []
        for before in candidates {
            guard let after = try reader.folded(at: before.index) else { throw StorageError.damaged("entry \(before.index) is missing") }
            if after.events == nil {
                for projection in Projection.all { try projection.forget(before, connection) }
                for stream in before.leaf.streams where stream.kind == .conversation || stream.kind == .party { touched.insert(stream.id) }
                try connection.run("UPDATE entry SET facts = zeroblob(length(facts)) WHERE idx = $1", .integer(Int64(before.index)))
            }
            try reader.eraseContentIfDestroyed(at: before.index)
        }
        try replay(touched)
    }

    /// Nothing is left of it in any file.
    func finish(_ due: Due) throws {
        try connection.run("UPDATE erasure SET done = 1 WHERE idx = $1", .integer(due.index))
    }

    /// Applies what is left of the entries of conversations and parties in the ledger's order. A conversation brings those it was merged or
    /// split with, a party every conversation it is in, so that each is folded whole.
    private func replay(_ touched: Set<StreamID>) throws {
        var streams = touched
        var pending = Array(touched)
        var entries: [UInt64: Folded] = [:]
        while let id = pending.popLast() {
            for index in try reader.indexes(of: id) where entries[index] == nil {
                guard let entry = try reader.folded(at: index) else { throw StorageError.damaged("entry \(index) is missing") }
                entries[index] = entry
                for other in entry.conversationIDs where streams.insert(other.stream).inserted { pending.append(other.stream) }
            }
        }
        var states = States()
        for (_, entry) in entries.sorted(by: { $0.key < $1.key }) {
            states.evolve(entry)
            let step = Projection.Step(entry: entry, states: states)
            for projection in Projection.all { try projection.apply(step, connection) }
        }
    }
}
