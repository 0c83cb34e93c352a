import Conversations
import Ledger

/// The keys of one entry: staged, and on the disk of the key store before the entry is.
struct EntryKeys: Sendable {
    var facts: StagedKey
    /// Nil where the entry can hold no content.
    var content: StagedKey?
    /// Content that was sealed before its command queued, by many threads at once; the committer has only one.
    var sealed: SealedContent?
    /// Files under the content's key, by place.
    var files: [(place: Int, sealed: [UInt8])] = []
}

extension RetentionClass {
    /// What the record must show: events without words, names or addresses.
    static let records = RetentionClass(1)
    /// What people wrote, and who they are.
    static let content = RetentionClass(2)
}

/// The content of an entry, sealed together, and a commitment to each field.
struct SealedContent: Sendable {
    /// Ascending by field.
    let content: [ContentField]
    let sealed: [UInt8]
    let commitments: [Commitment]

    init(_ content: [ContentField], under key: StagedKey, event: EventID) throws {
        // For each field 32 bytes, and the cipher's nonce.
        var random = [UInt8](repeating: 0, count: content.count * 32 + ObjectCipher.cipherNonceByteCount)
        try fillRandom(&random)
        defer { erase(&random) }
        let fields = content.enumerated().map { place, content in
            guard let field = FieldID(content.kind.rawValue), let nonce = Nonce(Array(random[place * 32..<place * 32 + 32])) else {
                preconditionFailure("no kind of content has number 0, and a nonce has 32 bytes")
            }
            return OpenedField(field, nonce: nonce, bytes: content.bytes)
        }
        self.content = content
        commitments = fields.map { Commitment(event: event, field: $0.field, nonce: $0.nonce, bytes: $0.bytes) }
        sealed = try ObjectCipher.seal(
            fields, of: key.id, event: event, using: key.key, cipherNonce: Array(random.suffix(ObjectCipher.cipherNonceByteCount)))
    }
}
