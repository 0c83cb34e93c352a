import Crypto

/// A public key that checks note signatures, written `name+id+key` (C2SP signed-note, "Verifier keys").
public struct VerifierKey: Hashable, Sendable {
    public let name: KeyName
    public let algorithm: SignatureAlgorithm
    /// Four bytes that point to the key in a signature line; not an identification by themselves.
    public let keyID: UInt32
    /// 32 bytes.
    public let publicKey: [UInt8]

    /// A key from its parts; nil unless the public key has 32 bytes.
    public init?(name: KeyName, algorithm: SignatureAlgorithm, publicKey: [UInt8]) {
        guard publicKey.count == 32 else { return nil }
        self.name = name
        self.algorithm = algorithm
        self.publicKey = publicKey
        keyID = algorithm.keyID(name: name, publicKey: publicKey)
    }

    /// Reads the one-line form.
    public init(parsing line: String) throws(NoteError) {
        try self.init(parsing: [UInt8](line.utf8))
    }

    init(parsing line: [UInt8]) throws(NoteError) {
        // The key itself may contain plus signs: only the first two divide.
        let parts = line.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = KeyName(parts[0]), parts[1].count == 8, let id = Hexadecimal.decode(parts[1]) else {
            throw .malformedKey
        }
        guard let key = Base64.decode(parts[2]), let type = key.first else { throw .malformedKey }
        guard let algorithm = SignatureAlgorithm(rawValue: type) else { throw .unknownAlgorithm }
        guard let made = VerifierKey(name: name, algorithm: algorithm, publicKey: [UInt8](key.dropFirst())) else {
            throw .malformedKey
        }
        guard made.keyID == id.span.bigEndian(at: 0) else { throw .keyIDMismatch }
        self = made
    }

    /// The one-line form.
    public var line: String {
        "\(name)+\(Hexadecimal.encode(keyIDBytes))+\(Base64.encode([algorithm.rawValue] + publicKey))"
    }

    private var keyIDBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: keyID)
        return bytes
    }

    /// Whether the signature line names this key.
    public func isNamed(by signature: NoteSignature) -> Bool {
        signature.keyID == keyID && signature.name == name
    }

    /// Whether this key, one of a log, made the signature over the text.
    public func holds(_ signature: NoteSignature, over text: [UInt8]) -> Bool {
        algorithm == .ed25519 && isNamed(by: signature) && holds(signature.bytes, over: text)
    }

    /// The cosignature's time (nil for a plain signature) if the signature holds for the text.
    func verify(_ signature: NoteSignature, text: [UInt8]) throws(NoteError) -> UInt64? {
        switch algorithm {
        case .ed25519:
            guard holds(signature.bytes, over: text) else { throw .badSignature }
            return nil
        case .cosignature:
            guard signature.bytes.count == 72 else { throw .badSignature }
            let time: UInt64 = signature.bytes.span.bigEndian(at: 0)
            // tlog-cosignature: the time must not exceed 2^63 - 1.
            guard time <= Decimal.greatest,
                holds([UInt8](signature.bytes[8...]), over: SignatureAlgorithm.cosignedMessage(text, time: time))
            else { throw .badSignature }
            return time
        }
    }

    private func holds(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        guard signature.count == 64, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}
