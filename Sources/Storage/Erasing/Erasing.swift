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
        /// Whose keys go; nil where the entry itself names the entries that go.
        var identity: KeyedHash?
    }

    static func due(_ connection: Connection) throws -> [Due] {
        try connection.query("SELECT idx, identity FROM erasure WHERE done = 0 ORDER BY idx") { (row) throws(SQLError) in
            (try row.int64(0), try row.blob(1))
        }.map { row in
            guard row.1.count == 16 || row.1.isEmpty else { throw StorageError.damaged("an erasure cannot be read") }
            return Due(index: row.0, identity: row.1.isEmpty ? nil : KeyedHash(row.1))
        }
    }

    /// Every entry under the person's keys, or those that the erasure's own entry names.
    ///
    /// To be called before the keys are destroyed, so that it is known which rows follow from what goes.
    func candidates(_ due: Due) throws -> [Folded] {
        guard let identity = due.identity else { return try named(by: due) }
        return try connection.query("SELECT idx FROM owner_entry WHERE owner = $1 ORDER BY idx", .blob(identity.bytes)) {
            (row) throws(SQLError) in
            UInt64(try row.int64(0))
        }.compactMap { try reader.folded(at: $0) }
    }

    private func named(by due: Due) throws -> [Folded] {
        guard let events = try reader.folded(at: UInt64(due.index))?.events else {
            throw StorageError.damaged("entry \(due.index), an erasure, does not say what it reaches")
        }
        var entries: [Folded] = []
        for case .reached(let reached) in events {
            for range in reached.entries {
                for index in range.first...range.last { if let entry = try reader.folded(at: index) { entries.append(entry) } }
            }
        }
        return entries
    }

    /// What has keys of its own and goes: of a person what came along with their messages, else all that the entries hold.
    func objects(_ due: Due, _ candidates: [Folded]) throws -> [ObjectID] {
        var objects = attached(to: candidates)
        guard due.identity == nil else { return objects }
        let takesFacts = try takesFacts(due)
        for entry in candidates {
            let row = try connection.first(
                "SELECT facts_object, content_object FROM entry WHERE idx = $1", .integer(Int64(entry.index))
            ) { (row) throws(SQLError) in (try row.blob(0), try row.optionalBlob(1)) }
            guard let row else { throw StorageError.damaged("entry \(entry.index) is missing") }
            if takesFacts { objects.append(try reader.object(row.0)) }
            if let content = row.1 { objects.append(try reader.object(content)) }
        }
        return objects
    }

    /// Where only words go, what the message was stays: when it came, what it was labelled, what it led to.
    private func takesFacts(_ due: Due) throws -> Bool {
        guard due.identity == nil else { return true }
        return try reader.leaf(at: UInt64(due.index)).commandType == CommandType.retire.rawValue
    }

    /// The bytes of attachments that nobody has read yet.
    private func attached(to candidates: [Folded]) -> [ObjectID] {
        candidates.flatMap { entry in
            (entry.events ?? []).flatMap { event -> [ObjectID] in
                guard case .attached(let attached) = event else { return [] }
                return attached.items.compactMap { item in
                    item.object.flatMap { EventID($0) }.flatMap { ObjectID($0.bytes) }
                }
            }
        }
    }

    /// The keys of it all, for good.
    static func destroyKeys(of due: Due, _ objects: [ObjectID], in keys: KeyStore) async throws {
        if !objects.isEmpty { try await keys.destroy(objects: objects) }
        guard let identity = due.identity else { return }
        let owner = KeyIdentity(high: identity.high, low: identity.low)
        try await keys.destroy(owners: [KeyOwner(owner, .content), KeyOwner(owner, .records)])
    }

    /// Before the keys are destroyed: keeps what the entries commit to, so that the loss of a field can be told from its destruction.
    ///
    /// Durable first, in a transaction of its own: afterwards nobody can work the commitments out again.
    func keepCommitments(_ due: Due, _ candidates: [Folded]) throws {
        let takesFacts = try takesFacts(due)
        for entry in candidates {
            try ErasedField.keep(of: entry.leaf, at: entry.index, recordedBy: UInt64(due.index), reader) { takesFacts || $0 != .facts }
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
        for object in attached(to: candidates) { try Quarantine(connection).remove(object) }
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
