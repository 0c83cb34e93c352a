public import Crypto
public import Ledger

/// One field of an object's content, with the nonce that hides it in its commitment.
public struct OpenedField: Sendable, Equatable {
    public let field: FieldID
    public let nonce: Nonce
    public let bytes: [UInt8]

    public init(_ field: FieldID, nonce: Nonce, bytes: [UInt8]) {
        self.field = field
        self.nonce = nonce
        self.bytes = bytes
    }
}

/// All content of an entry has one key and goes together, so it is sealed together.
extension ObjectCipher {
    private static let contentTag = Array("parley/vault/content/v1\n".utf8)
    /// Field id, nonce, length.
    private static let headByteCount = 2 + 32 + 4

    /// Seals an object's fields, ascending by id.
    /// - Parameter cipherNonce: random; never the same twice for one key.
    static func seal(
        _ fields: [OpenedField], of object: ObjectID, event: EventID, using key: SymmetricKey, cipherNonce: [UInt8]
    ) throws -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(fields.reduce(0) { $0 + headByteCount + $1.bytes.count })
        for field in fields {
            plain.append(UInt8(field.field.rawValue >> 8))
            plain.append(UInt8(truncatingIfNeeded: field.field.rawValue))
            plain.append(contentsOf: field.nonce.bytes)
            for shift in [24, 16, 8, 0] { plain.append(UInt8(truncatingIfNeeded: field.bytes.count >> shift)) }
            plain.append(contentsOf: field.bytes)
        }
        defer { erase(&plain) }
        return try sealed(plain, contentTag + object.bytes + event.bytes, key, cipherNonce)
    }

    /// The fields as they were sealed.
    public static func openContent(
        _ sealed: [UInt8], of object: ObjectID, event: EventID, using key: SymmetricKey
    ) throws(Failure) -> [OpenedField] {
        var opened = try opened(sealed, contentTag + object.bytes + event.bytes, key)
        defer { erase(&opened) }
        var plain = [UInt8](opened)
        defer { erase(&plain) }
        var fields: [OpenedField] = []
        var rest = plain[...]
        while !rest.isEmpty {
            guard rest.count >= headByteCount else { throw .doesNotOpen }
            let head = [UInt8](rest.prefix(headByteCount))
            let count = head[34...].reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(headByteCount)
            guard count <= rest.count, let field = FieldID(UInt16(head[0]) << 8 | UInt16(head[1])), let nonce = Nonce([UInt8](head[2..<34]))
            else { throw .doesNotOpen }
            fields.append(OpenedField(field, nonce: nonce, bytes: [UInt8](rest.prefix(count))))
            rest = rest.dropFirst(count)
        }
        return fields
    }
}
