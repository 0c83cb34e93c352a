import Conversations
import Crypto
import FoundationEssentials
import Ledger

/// How the fields of an entry lie in the database: each with the nonce of its commitment, encrypted together.
///
/// The nonces go when the key goes, so that nobody can test guesses against a commitment afterwards.
enum Sealed {
    /// Field id, nonce and bytes of every field, encrypted with the event id as associated data.
    static func seal(_ fields: [(field: FieldID, nonce: Nonce, bytes: [UInt8])], for event: EventID, with key: SymmetricKey) throws -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(fields.reduce(0) { $0 + $1.bytes.count + 38 })
        for (field, nonce, bytes) in fields {
            withUnsafeBytes(of: field.rawValue.bigEndian) { plain.append(contentsOf: $0) }
            withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { plain.append(contentsOf: $0) }
            plain.append(contentsOf: nonce.bytes)
            plain.append(contentsOf: bytes)
        }
        let box = try AES.GCM.seal(plain, using: key, authenticating: event.bytes)
        // The default nonce has 96 bits, so the combined form is always there.
        guard let combined = box.combined else { throw StorageError.damaged("an entry could not be sealed") }
        return [UInt8](combined)
    }

    static func open(_ sealed: [UInt8], of event: EventID, with key: SymmetricKey) throws -> [(field: FieldID, nonce: Nonce, bytes: [UInt8])] {
        let plain = [UInt8](try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key, authenticating: event.bytes))
        var fields: [(FieldID, Nonce, [UInt8])] = []
        var at = 0
        while at < plain.count {
            guard at + 38 <= plain.count else { throw StorageError.damaged("an entry's fields end too early") }
            let id = UInt16(plain[at]) << 8 | UInt16(plain[at + 1])
            let count = plain[(at + 2)..<(at + 6)].reduce(0) { $0 << 8 | Int($1) }
            guard let field = FieldID(id), let nonce = Nonce(Array(plain[(at + 6)..<(at + 38)])), at + 38 + count <= plain.count else {
                throw StorageError.damaged("an entry's fields are not what was sealed")
            }
            fields.append((field, nonce, Array(plain[(at + 38)..<(at + 38 + count)])))
            at += 38 + count
        }
        return fields
    }

    /// Random nonces for so many commitments.
    static func nonces(_ count: Int) -> [Nonce] {
        // A symmetric key is what the library calls random bytes.
        SymmetricKey(size: SymmetricKeySize(bitCount: 256 * max(1, count))).withUnsafeBytes { bytes in
            (0..<count).compactMap { Nonce(Array(bytes[($0 * 32)..<($0 * 32 + 32)])) }
        }
    }
}
