import Conversations
import Ledger

/// The keys of one entry: staged, and on the disk of the key store before the entry is.
struct EntryKeys: Sendable {
    var facts: StagedKey
    /// Nil where the entry can hold no content.
    var content: StagedKey?
    /// Content that was sealed before its command queued, by many threads at once; the committer has only one.
    var sealed: [SealedField] = []
}

extension RetentionClass {
    /// What the record must show: events without words, names or addresses.
    static let records = RetentionClass(1)
    /// What people wrote, and who they are.
    static let content = RetentionClass(2)
}

/// A field of an entry, sealed and committed to.
struct SealedField: Sendable {
    var content: ContentField
    var field: FieldID
    var sealed: [UInt8]
    var commitment: Commitment

    init(_ content: ContentField, nonce: Nonce, under key: StagedKey, event: EventID) throws {
        guard let field = FieldID(content.kind.rawValue) else { preconditionFailure("no kind of content has number 0") }
        self.content = content
        self.field = field
        commitment = Commitment(event: event, field: field, nonce: nonce, bytes: content.bytes)
        sealed = try ObjectCipher.seal(content.bytes, nonce: nonce, of: key.id, event: event, field: field, using: key.key)
    }

    static func all(_ content: [ContentField], under key: StagedKey, event: EventID) throws -> [SealedField] {
        try zip(content, try Nonce.random(content.count)).map { try SealedField($0, nonce: $1, under: key, event: event) }
    }
}

extension Nonce {
    /// So many, with one call for random bytes.
    static func random(_ count: Int) throws -> [Nonce] {
        var bytes = [UInt8](repeating: 0, count: count * 32)
        try fillRandom(&bytes)
        defer { erase(&bytes) }
        return (0..<count).compactMap { Nonce(Array(bytes[($0 * 32)..<($0 * 32 + 32)])) }
    }
}
