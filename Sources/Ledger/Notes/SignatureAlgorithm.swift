/// The kinds of note signature that this library knows, by their C2SP type byte.
public enum SignatureAlgorithm: UInt8, Hashable, Sendable {
    /// Ed25519 over the note's text.
    case ed25519 = 0x01
    /// A witness's Ed25519 signature with its time, over a checkpoint (tlog-cosignature).
    case cosignature = 0x04

    /// The first four bytes of SHA-256 over name, line feed, type byte and public key.
    func keyID(name: KeyName, publicKey: [UInt8]) -> UInt32 {
        Hash.sha256(of: name.bytes + [0x0A, rawValue] + publicKey).bytes.span.bigEndian(at: 0)
    }

    /// The bytes that are signed for a text; the time counts for a cosignature only.
    static func cosignedMessage(_ text: [UInt8], time: UInt64) -> [UInt8] {
        [UInt8]("cosignature/v1\ntime \(time)\n".utf8) + text
    }
}
