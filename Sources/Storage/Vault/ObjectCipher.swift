public import Crypto
import FoundationEssentials
public import Ledger

/// Encrypts what stands beside an entry under its object's key: AES-256-GCM, bound to object, event and field.
///
/// The commitment's nonce goes in together with the bytes: whoever destroys the key destroys both, and the commitment in the leaf then says
/// nothing, even about a value that could be guessed.
public struct ObjectCipher {
    /// A field as it was sealed.
    public struct Opened: Sendable, Equatable {
        public let nonce: Nonce
        public let bytes: [UInt8]
    }

    public enum Failure: Error, Sendable, Equatable, CustomStringConvertible {
        /// The bytes were changed, or belong to another object, event or field, or were sealed with another key.
        case doesNotOpen
        /// The bytes were overwritten by an erasure.
        case erased

        public var description: String {
            switch self {
            case .doesNotOpen: "the sealed bytes do not open: they were changed, or do not belong to this object, event and field"
            case .erased: "the content was erased"
            }
        }
    }

    /// How much longer the sealed form of a field is than its bytes: format, nonce, the commitment's nonce, tag.
    public static let overhead = 1 + 12 + 32 + 16

    private static let format: UInt8 = 1
    private static let fieldTag = Array("parley/vault/field/v1\n".utf8)
    private static let quarantineTag = Array("parley/vault/quarantine/v1\n".utf8)

    public static func seal(
        _ bytes: [UInt8], nonce: Nonce, of object: ObjectID, event: EventID, field: FieldID, using key: SymmetricKey
    ) throws -> [UInt8] {
        var random = [UInt8](repeating: 0, count: cipherNonceByteCount)
        try fillRandom(&random)
        return try seal(bytes, nonce: nonce, of: object, event: event, field: field, using: key, cipherNonce: random)
    }

    static let cipherNonceByteCount = 12

    /// The same with a cipher's nonce that the caller has drawn; never the same twice for one key.
    static func seal(
        _ bytes: [UInt8], nonce: Nonce, of object: ObjectID, event: EventID, field: FieldID, using key: SymmetricKey, cipherNonce: [UInt8]
    ) throws -> [UInt8] {
        var plain = nonce.bytes
        plain.reserveCapacity(32 + bytes.count)
        plain.append(contentsOf: bytes)
        defer { erase(&plain) }
        return try sealed(plain, binding(fieldTag, object, event, field), key, cipherNonce)
    }

    public static func open(
        _ sealed: [UInt8], of object: ObjectID, event: EventID, field: FieldID, using key: SymmetricKey
    ) throws(Failure) -> Opened {
        var plain = try opened(sealed, binding(fieldTag, object, event, field), key)
        defer { erase(&plain) }
        guard let nonce = Nonce(Array(plain.prefix(32))) else { throw .doesNotOpen }
        return Opened(nonce: nonce, bytes: Array(plain.dropFirst(32)))
    }

    /// Seals bytes for the quarantine; they open in no other place.
    public static func sealForQuarantine(_ bytes: [UInt8], of object: ObjectID, using key: SymmetricKey) throws -> [UInt8] {
        var random = [UInt8](repeating: 0, count: cipherNonceByteCount)
        try fillRandom(&random)
        return try sealed(bytes, quarantineTag + object.bytes, key, random)
    }

    public static func openFromQuarantine(_ sealed: [UInt8], of object: ObjectID, using key: SymmetricKey) throws(Failure) -> [UInt8] {
        var plain = try opened(sealed, quarantineTag + object.bytes, key)
        defer { erase(&plain) }
        return Array(plain)
    }

    /// Seals a file that stands beside an object's content, under the content's key.
    static func seal(file bytes: [UInt8], place: Int, of object: ObjectID, using key: SymmetricKey) throws -> [UInt8] {
        var random = [UInt8](repeating: 0, count: cipherNonceByteCount)
        try fillRandom(&random)
        return try sealed(bytes, binding(file: place, object), key, random)
    }

    static func open(file sealed: [UInt8], place: Int, of object: ObjectID, using key: SymmetricKey) throws(Failure) -> [UInt8] {
        var plain = try opened(sealed, binding(file: place, object), key)
        defer { erase(&plain) }
        return Array(plain)
    }

    private static let fileTag = Array("parley/vault/file/v1\n".utf8)

    private static func binding(file place: Int, _ object: ObjectID) -> [UInt8] {
        fileTag + object.bytes + [UInt8(truncatingIfNeeded: place >> 8), UInt8(truncatingIfNeeded: place)]
    }

    static func sealed(_ plain: [UInt8], _ binding: [UInt8], _ key: SymmetricKey, _ random: [UInt8]) throws -> [UInt8] {
        // The key is this object's alone; a random nonce of 96 bits serves its few fields. Drawn by us: the library asks the kernel for eight
        // bytes at a time.
        let box = try AES.GCM.seal(plain, using: key, nonce: AES.GCM.Nonce(data: random), authenticating: binding)
        var output: [UInt8] = []
        output.reserveCapacity(1 + 12 + plain.count + 16)
        output.append(format)
        // `combined` is nil only for a nonce of another length.
        box.combined!.withUnsafeBytes { output.append(contentsOf: $0) }
        return output
    }

    static func opened(_ sealed: [UInt8], _ binding: [UInt8], _ key: SymmetricKey) throws(Failure) -> Data {
        guard sealed.first != 0 else { throw .erased }
        guard sealed.first == format else { throw .doesNotOpen }
        do {
            return try AES.GCM.open(AES.GCM.SealedBox(combined: sealed.dropFirst()), using: key, authenticating: binding)
        } catch {
            throw .doesNotOpen
        }
    }

    private static func binding(_ tag: [UInt8], _ object: ObjectID, _ event: EventID, _ field: FieldID) -> [UInt8] {
        tag + object.bytes + event.bytes + [UInt8(field.rawValue >> 8), UInt8(truncatingIfNeeded: field.rawValue)]
    }
}
