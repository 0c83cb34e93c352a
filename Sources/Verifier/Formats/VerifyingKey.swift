import Crypto

/// A public key with the name it signs under: what a C2SP verifier key text says.
public struct VerifyingKey: Sendable, Hashable, CustomStringConvertible {
    /// What the key signs. The number is the signature type byte of C2SP signed-note.
    public enum Algorithm: UInt8, Sendable {
        /// Ed25519 over the text of a note.
        case ed25519 = 1
        /// Ed25519 over a checkpoint and the time of cosigning.
        case cosignature = 4
    }

    public let name: String
    /// The first four bytes of SHA-256 over name, LF, type and key.
    public let id: UInt32
    public let algorithm: Algorithm
    /// The Ed25519 public key, 32 bytes.
    public let publicKey: [UInt8]

    /// Reads `<name>+<8 hex digits>+<base64 of type and key>`, with nothing around it.
    public init(_ text: String) throws(FormatError) {
        try self.init(bytes: Array(text.utf8))
    }

    init(bytes text: [UInt8]) throws(FormatError) {
        guard text.count <= 4096 else { throw FormatError(.verifierKey, at: 4096, "longer than any key") }
        // The base64 may hold a plus itself, so only the first two divide.
        guard let first = text.firstIndex(of: UInt8(ascii: "+")),
            let second = text[(first + 1)...].firstIndex(of: UInt8(ascii: "+"))
        else { throw FormatError(.verifierKey, at: text.count, "not name, identifier and key with a plus between them") }
        guard let name = KeyName.decode(text[..<first]) else {
            throw FormatError(.verifierKey, at: 0, "the name is empty, not UTF-8, or has a space or control character")
        }
        guard second - first == 9, let stated = HexText.decode(text[(first + 1)..<second]) else {
            throw FormatError(.verifierKey, at: first + 1, "the identifier is not 8 lower-case hexadecimal digits")
        }
        let material = try Base64Text.decode(text[(second + 1)...])
        guard let type = material.first else { throw FormatError(.verifierKey, at: second + 1, "no key") }
        guard let algorithm = Algorithm(rawValue: type) else {
            throw FormatError(.verifierKey, at: second + 1, "signature type \(type) is not one this verifier checks")
        }
        guard material.count == 33 else {
            throw FormatError(.verifierKey, at: second + 1, "an Ed25519 key has 32 bytes, not \(material.count - 1)")
        }
        let digest = Array(SHA256.hash(data: Array(text[..<first]) + [UInt8(ascii: "\n")] + material).prefix(4))
        guard digest == stated else {
            throw FormatError(.verifierKey, at: first + 1, "the identifier does not belong to this name and key")
        }
        self.name = name
        self.id = digest.reduce(0) { $0 << 8 | UInt32($1) }
        self.algorithm = algorithm
        self.publicKey = Array(material.dropFirst())
    }

    /// Whether `signature` is this key's Ed25519 signature over `message`.
    func isValid(_ signature: some Sequence<UInt8>, over message: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(Array(signature), for: message)
    }

    /// The name and the identifier, as people compare them.
    public var description: String {
        "\(name)+" + HexText.encode([UInt8(id >> 24), UInt8(id >> 16 & 255), UInt8(id >> 8 & 255), UInt8(id & 255)])
    }
}
