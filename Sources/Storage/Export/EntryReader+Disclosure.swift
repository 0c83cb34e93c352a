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

    /// What an evidence file says about an entry: each field laid open, withheld, or erased by the entry that says so. Nil where a field is
    /// gone of which nothing was kept: nobody can prove the others then, and a verifier says that something was destroyed.
    /// - Parameter withheld: whether the words of an entry stay closed.
    func disclosure(ofAny bytes: [UInt8], at index: UInt64, withheld: (_ events: [Event]) -> Bool) throws -> DisclosureLine? {
        let leaf = try leaf(decoding: bytes, at: index)
        // Accounts of staff and what waits in quarantine are nobody's conversation.
        let isConversation = leaf.streams.contains { $0.kind == .conversation }
        return try disclosure(of: leaf, at: index) { events, kind in !isConversation || kind == .text && withheld(events) }
    }

    private func disclosure(of leaf: Leaf, at index: UInt64, withheld: (_ events: [Event], _ kind: ContentField.Kind?) -> Bool) throws
        -> DisclosureLine?
    {
        guard leaf.commitments.fieldCount > 0 else { return nil }
        var events: [Event] = []
        var fields: [DisclosureLine.Field] = []
        for opened in try openedFields(of: leaf, at: index) {
            if opened.field == .facts {
                events = try coding.decode(opened.bytes)
                fields.append(.disclosed(.facts, opened.nonce, bytes: opened.bytes))
            } else {
                fields.append(
                    withheld(events, ContentField.Kind(rawValue: opened.field.rawValue))
                        ? .withheld(Commitment(event: leaf.eventID, field: opened.field, nonce: opened.nonce, bytes: opened.bytes))
                        : .disclosed(opened.field, opened.nonce, bytes: opened.bytes))
            }
        }
        if fields.count < leaf.commitments.fieldCount {
            let there = Set(fields.map(\.id))
            for gone in try ErasedField.kept(at: index, connection) where !there.contains(gone.commitment.field) {
                fields.append(gone.recordedBy.map { .erased(gone.commitment, by: $0) } ?? .withheld(gone.commitment))
            }
        }
        guard fields.count == Int(leaf.commitments.fieldCount) else { return nil }
        return DisclosureLine(index: index, fields: fields.sorted { $0.id < $1.id })
    }

    /// The fields of an entry that can still be opened, ascending: facts, then content.
    func openedFields(of leaf: Leaf, at index: UInt64) throws -> [OpenedField] {
        let row = try connection.first("SELECT facts_object, facts, content_object FROM entry WHERE idx = $1", .integer(Int64(index))) {
            (row) throws(SQLError) in (try row.blob(0), try row.blob(1), try row.optionalBlob(2))
        }
        guard let row else { throw StorageError.damaged("entry \(index) is missing") }
        var fields: [OpenedField] = []
        if let facts = try open(row.1, of: try object(row.0), event: leaf.eventID, field: .facts) {
            fields.append(OpenedField(.facts, nonce: facts.nonce, bytes: facts.bytes))
        }
        if let content = try row.2.map(object) { fields += try self.fields(of: content, event: leaf.eventID) }
        return fields
    }

    private func leaf(decoding bytes: [UInt8], at index: UInt64) throws -> Leaf {
        do { return try Leaf(decoding: bytes) } catch { throw StorageError.damaged("entry \(index) is not a leaf: \(error)") }
    }
}
