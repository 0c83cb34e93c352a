import Crypto

/// Binds a field's bytes to its entry without showing them: SHA-256 over tag, event id, field id, nonce and the bytes.
///
/// With a secret random nonce it hides even a value that could be guessed; once nonce and bytes are gone it says nothing.
public struct Commitment: Hashable, Sendable {
    public let field: FieldID
    public let hash: Hash

    /// A commitment whose field is gone, as it was worked out before.
    public init(field: FieldID, hash: Hash) {
        self.field = field
        self.hash = hash
    }

    private static let tag = [UInt8]("parley/field/v1\n".utf8)

    public init(event: EventID, field: FieldID, nonce: Nonce, bytes: [UInt8]) {
        var head: [UInt8] = []
        head.reserveCapacity(Commitment.tag.count + Identifier.byteCount + 2 + Hash.byteCount)
        head.append(contentsOf: Commitment.tag)
        head.append(event.identifier)
        head.append(bigEndian: field.rawValue)
        head.append(nonce.hash)
        var state = SHA256()
        head.withUnsafeBytes { state.update(bufferPointer: $0) }
        bytes.withUnsafeBytes { state.update(bufferPointer: $0) }
        self.field = field
        hash = Hash(state.finalize())
    }
}

/// The number of a field in its entry.
public struct FieldID: Hashable, Sendable, Comparable {
    public let rawValue: UInt16

    /// nil for zero.
    public init?(_ rawValue: UInt16) {
        guard rawValue > 0 else { return nil }
        self.rawValue = rawValue
    }

    private init(unchecked rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The entry's events, encoded. Content fields follow it.
    public static let facts = FieldID(unchecked: 1)

    public static func < (left: FieldID, right: FieldID) -> Bool { left.rawValue < right.rawValue }
}

/// The 32 random bytes that hide a committed field.
public struct Nonce: Hashable, Sendable {
    let hash: Hash

    /// Takes exactly 32 bytes from a secure source; nil for another count.
    public init?(_ bytes: [UInt8]) {
        guard let hash = Hash(bytes) else { return nil }
        self.hash = hash
    }

    public var bytes: [UInt8] { hash.bytes }
}
