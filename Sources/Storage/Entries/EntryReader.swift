import Conversations
import Crypto
import Ledger
import SQL

/// Reads entries back: the leaf, and what is left of facts and content.
struct EntryReader {
    let connection: Connection
    let keys: KeyStore
    private let coding = FactsCoding()

    init(connection: Connection, keys: KeyStore) {
        self.connection = connection
        self.keys = keys
    }

    /// The entry at an index; facts are nil where they are erased.
    func folded(at index: UInt64) throws -> Folded? {
        try connection.first("SELECT leaf, object, facts FROM entry WHERE idx = $1", .integer(Int64(index))) { (row) throws(SQLError) in
            (try row.blob(0), try row.blob(1), try row.optionalBlob(2))
        }.map { try fold(index, $0) }
    }

    /// The entries of a stream, oldest first, after a sequence.
    func indexes(of stream: StreamID, after sequence: UInt64 = 0) throws -> [UInt64] {
        try connection.query(
            "SELECT idx FROM stream_entry WHERE stream = $1 AND sequence > $2 ORDER BY sequence", .blob(stream.bytes), .integer(Int64(sequence))
        ) { (row) throws(SQLError) in UInt64(try row.int64(0)) }
    }

    func fold(_ index: UInt64, _ row: (leaf: [UInt8], object: [UInt8], facts: [UInt8]?)) throws -> Folded {
        let leaf: Leaf
        do { leaf = try Leaf(decoding: row.leaf) } catch { throw StorageError.damaged("entry \(index) is not a leaf: \(error)") }
        var events: [Event]?
        if let sealed = row.facts, let key = try key(row.object) {
            let fields = try Sealed.open(sealed, of: leaf.eventID, with: key)
            guard let facts = fields.first(where: { $0.field == .facts }) else {
                throw StorageError.damaged("entry \(index) has no facts among its fields")
            }
            events = try coding.decode(facts.bytes)
        }
        return Folded(index: index, leaf: leaf, events: events)
    }

    /// The content of the entry at an index; empty where it is erased or there is none.
    func content(at index: UInt64) throws -> [ContentField] {
        guard
            let row = try connection.first(
                "SELECT e.leaf, c.object, c.sealed FROM content c JOIN entry e ON e.idx = c.idx WHERE c.idx = $1", .integer(Int64(index)),
                row: { (row) throws(SQLError) in (try row.blob(0), try row.blob(1), try row.blob(2)) })
        else { return [] }
        let leaf: Leaf
        do { leaf = try Leaf(decoding: row.0) } catch { throw StorageError.damaged("entry \(index) is not a leaf: \(error)") }
        guard let key = try key(row.1) else { return [] }
        return try Sealed.open(row.2, of: leaf.eventID, with: key).compactMap { field in
            ContentField.Kind(rawValue: field.field.rawValue).map { ContentField($0, bytes: field.bytes) }
        }
    }

    /// Nil where the key was destroyed.
    private func key(_ object: [UInt8]) throws -> SymmetricKey? {
        guard let id = ObjectID(object) else { throw StorageError.damaged("an object's id cannot be read") }
        do { return try keys.key(for: id) } catch KeyError.destroyed { return nil }
    }

    /// The entry that an event id names.
    func index(of event: EventID) throws -> UInt64? {
        try connection.first("SELECT idx FROM known WHERE event = $1", .blob(event.bytes)) { (row) throws(SQLError) in UInt64(try row.int64(0)) }
    }
}
