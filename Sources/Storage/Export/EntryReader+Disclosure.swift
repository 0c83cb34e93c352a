import Conversations
import Ledger
import SQL

extension EntryReader {
    /// What a whole export says about an entry of the configuration; nil for any other.
    func disclosure(of bytes: [UInt8], at index: UInt64) throws -> DisclosureLine? {
        let leaf = try leaf(decoding: bytes, at: index)
        guard leaf.streams.contains(where: { $0.kind == .configuration }), leaf.commitments.fieldCount > 0 else { return nil }
        // Facts of the configuration are never erased, and who put them in force stays closed.
        guard let line = try disclosure(of: leaf, at: index, withheld: { _, _ in true }) else {
            throw StorageError.damaged("the configuration's entry \(index) has lost a part of what it says")
        }
        return line
    }

    /// What an evidence file says about an entry: every field of it, or nil where one was erased, since the others cannot be proved then.
    /// - Parameter withheld: whether the words of an entry stay closed.
    func disclosure(ofAny bytes: [UInt8], at index: UInt64, withheld: (_ events: [Event]) -> Bool) throws -> DisclosureLine? {
        try disclosure(of: leaf(decoding: bytes, at: index), at: index) { events, kind in kind == .text && withheld(events) }
    }

    private func disclosure(of leaf: Leaf, at index: UInt64, withheld: (_ events: [Event], _ kind: ContentField.Kind?) -> Bool) throws
        -> DisclosureLine?
    {
        guard leaf.commitments.fieldCount > 0 else { return nil }
        let row = try connection.first("SELECT facts_object, facts, content_object FROM entry WHERE idx = $1", .integer(Int64(index))) {
            (row) throws(SQLError) in (try row.blob(0), try row.blob(1), try row.optionalBlob(2))
        }
        guard let row else { throw StorageError.damaged("entry \(index) is missing") }
        guard let facts = try open(row.1, of: try object(row.0), event: leaf.eventID, field: .facts) else { return nil }
        let events = try coding.decode(facts.bytes)
        var fields = [DisclosureLine.Field.disclosed(.facts, facts.nonce, bytes: facts.bytes)]
        if let content = try row.2.map(object) {
            for (field, sealed) in try vault.fields(of: content) {
                guard let opened = try open(sealed, of: content, event: leaf.eventID, field: field) else { return nil }
                fields.append(
                    withheld(events, ContentField.Kind(rawValue: field.rawValue))
                        ? .withheld(Commitment(event: leaf.eventID, field: field, nonce: opened.nonce, bytes: opened.bytes))
                        : .disclosed(field, opened.nonce, bytes: opened.bytes))
            }
        }
        // Content that was overwritten has no rows any more.
        return fields.count == Int(leaf.commitments.fieldCount) ? DisclosureLine(index: index, fields: fields) : nil
    }

    private func leaf(decoding bytes: [UInt8], at index: UInt64) throws -> Leaf {
        do { return try Leaf(decoding: bytes) } catch { throw StorageError.damaged("entry \(index) is not a leaf: \(error)") }
    }
}
