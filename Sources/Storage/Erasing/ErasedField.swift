import Conversations
import Ledger
import SQL

/// What is left of a field whose key was destroyed: its commitment, and the entry that says why it is gone.
struct ErasedField {
    let commitment: Commitment
    /// Nil where no entry recorded it.
    let recordedBy: UInt64?

    /// Keeps the commitments of an entry's fields while they can still be worked out; those that are kept already stay as they are.
    /// - Parameter goes: whether a field is about to be destroyed.
    static func keep(of leaf: Leaf, at index: UInt64, recordedBy: UInt64?, _ reader: EntryReader, where goes: (FieldID) -> Bool) throws {
        for field in try reader.openedFields(of: leaf, at: index) where goes(field.field) {
            let hash = Commitment(event: leaf.eventID, field: field.field, nonce: field.nonce, bytes: field.bytes).hash
            try reader.connection.run(
                "INSERT OR IGNORE INTO erased_field(idx, field, hash, recorded_by) VALUES ($1, $2, $3, $4)", .integer(Int64(index)),
                .integer(Int64(field.field.rawValue)), .blob(hash.bytes), recordedBy.map { .integer(Int64($0)) } ?? .null)
        }
    }

    /// What is kept of an entry, ascending by field.
    static func kept(at index: UInt64, _ connection: Connection) throws -> [ErasedField] {
        try connection.query("SELECT field, hash, recorded_by FROM erased_field WHERE idx = $1 ORDER BY field", .integer(Int64(index))) {
            (row) throws(SQLError) in (try row.int64(0), try row.blob(1), try row.optionalInt64(2))
        }.map { row in
            guard let number = UInt16(exactly: row.0), let field = FieldID(number), let hash = Hash(row.1) else {
                throw StorageError.damaged("what is kept of entry \(index) cannot be read")
            }
            return ErasedField(commitment: Commitment(field: field, hash: hash), recordedBy: row.2.map { UInt64($0) })
        }
    }
}
