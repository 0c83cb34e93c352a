import Conversations
import Crypto
import Ledger
import SQL

/// Reads entries back: the leaf, and what is left of facts and content.
struct EntryReader {
    let connection: Connection
    let keys: KeyStore
    let vault: Vault
    let coding = FactsCoding()

    init(connection: Connection, keys: KeyStore) {
        self.connection = connection
        self.keys = keys
        vault = Vault(connection)
    }

    /// The entry at an index; facts are nil where they are erased.
    func folded(at index: UInt64) throws -> Folded? {
        try connection.first("SELECT leaf, facts_object, facts FROM entry WHERE idx = $1", .integer(Int64(index))) {
            (row) throws(SQLError) in
            (try row.blob(0), try row.blob(1), try row.blob(2))
        }.map { try fold(index, $0) }
    }

    /// The entries of a stream, oldest first, after a sequence.
    func indexes(of stream: StreamID, after sequence: UInt64 = 0) throws -> [UInt64] {
        try connection.query(
            "SELECT idx FROM stream_entry WHERE stream = $1 AND sequence > $2 ORDER BY sequence", .blob(stream.bytes),
            .integer(Int64(sequence))
        ) { (row) throws(SQLError) in UInt64(try row.int64(0)) }
    }

    /// The entries that changed what holds for the whole log, the oldest first, by these commands. However many heartbeats there are, it takes as
    /// long as there are of these.
    func ownEntries(_ types: CommandType...) throws -> [UInt64] {
        // The type of a command stands at byte 17 of a leaf, in two bytes.
        let numbers = types.map { type in
            let text = String(UInt32(type.rawValue) + 0x10000, radix: 16).dropFirst()
            return "x'\(text)'"
        }
        let sql = "SELECT idx FROM entry WHERE \(EntrySchema.ownCommands) AND substr(leaf, 18, 2) IN (\(numbers.joined(separator: ", ")))"
        return try connection.query(sql + " ORDER BY idx") { (row) throws(SQLError) in UInt64(try row.int64(0)) }
    }

    /// The newest entry of a stream.
    func newestIndex(of stream: StreamID) throws -> UInt64? {
        try connection.first("SELECT idx FROM stream_entry WHERE stream = $1 ORDER BY sequence DESC LIMIT 1", .blob(stream.bytes)) {
            (row) throws(SQLError) in UInt64(try row.int64(0))
        }
    }

    func fold(_ index: UInt64, _ row: (leaf: [UInt8], object: [UInt8], facts: [UInt8])) throws -> Folded {
        let leaf: Leaf
        do { leaf = try Leaf(decoding: row.leaf) } catch { throw StorageError.damaged("entry \(index) is not a leaf: \(error)") }
        let facts = try open(row.facts, of: try object(row.object), event: leaf.eventID, field: .facts)
        return Folded(index: index, leaf: leaf, events: try facts.map { try coding.decode($0.bytes) })
    }

    /// The content of the entry at an index; empty where it is erased or there is none.
    func content(at index: UInt64) throws -> [ContentField] {
        guard
            let row = try connection.first(
                "SELECT leaf, content_object FROM entry WHERE idx = $1", .integer(Int64(index)),
                row: { (row) throws(SQLError) in (try row.blob(0), try row.optionalBlob(1)) }), let bytes = row.1
        else { return [] }
        let leaf: Leaf
        do { leaf = try Leaf(decoding: row.0) } catch { throw StorageError.damaged("entry \(index) is not a leaf: \(error)") }
        let object = try object(bytes)
        return try fields(of: object, event: leaf.eventID).compactMap { field in
            ContentField.Kind(rawValue: field.field.rawValue).map { ContentField($0, bytes: field.bytes) }
        }
    }

    /// An object's content as it was sealed; empty where it is erased or there is none.
    func fields(of object: ObjectID, event: EventID) throws -> [OpenedField] {
        guard let sealed = try vault.get(object) else { return [] }
        do {
            return try ObjectCipher.openContent(sealed, of: object, event: event, using: try keys.key(for: object))
        } catch KeyError.destroyed {
            return []
        }
    }

    /// Overwrites the content of the entry at an index if its key was destroyed.
    func eraseContentIfDestroyed(at index: UInt64) throws {
        let bytes = try connection.first("SELECT content_object FROM entry WHERE idx = $1", .integer(Int64(index))) {
            (row) throws(SQLError) in
            try row.optionalBlob(0)
        }
        guard let bytes = bytes ?? nil else { return }
        let object = try object(bytes)
        do { _ = try keys.key(for: object) } catch KeyError.destroyed { try vault.erase(object) }
    }

    func object(_ bytes: [UInt8]) throws -> ObjectID {
        guard let id = ObjectID(bytes) else { throw StorageError.damaged("an object's id cannot be read") }
        return id
    }

    /// Nil where it was erased: the key is destroyed, or the bytes are overwritten.
    func open(_ sealed: [UInt8], of object: ObjectID, event: EventID, field: FieldID) throws -> ObjectCipher.Opened? {
        let key: SymmetricKey?
        do { key = try keys.key(for: object) } catch KeyError.destroyed { key = nil }
        return try open(sealed, of: object, event: event, field: field, using: key)
    }

    /// The same with a key that was read before; nil where it is destroyed.
    func open(
        _ sealed: [UInt8], of object: ObjectID, event: EventID, field: FieldID, using key: SymmetricKey?
    ) throws -> ObjectCipher.Opened? {
        guard let key else { return nil }
        do { return try ObjectCipher.open(sealed, of: object, event: event, field: field, using: key) } catch .erased { return nil }
    }

    /// The entry that an event id names.
    func index(of event: EventID) throws -> UInt64? {
        try connection.first("SELECT idx FROM known WHERE event = $1", .blob(event.bytes)) { (row) throws(SQLError) in
            UInt64(try row.int64(0))
        }
    }
}
