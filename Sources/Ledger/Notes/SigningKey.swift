import Crypto

/// The private key of a log: signs the text of notes with Ed25519.
public struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    public let verifierKey: VerifierKey

    /// A key from 32 secret bytes of a secure source; nil for another count.
    public init?(name: KeyName, seed: [UInt8]) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed),
            let verifierKey = VerifierKey(name: name, algorithm: .ed25519, publicKey: [UInt8](key.publicKey.rawRepresentation))
        else { return nil }
        self.key = key
        self.verifierKey = verifierKey
    }

    /// Reads the one-line form that Go's `sumdb/note` writes: `PRIVATE+KEY+name+id+key`.
    public init(parsing line: [UInt8]) throws(NoteError) {
        let secret = try SecretKeyLine(parsing: line, as: .ed25519)
        guard let made = SigningKey(name: secret.name, seed: secret.seed) else { throw .malformedKey }
        guard made.verifierKey.keyID == secret.keyID else { throw .keyIDMismatch }
        self = made
    }

    /// The one-line form. Secret: for a key file only.
    public var secretLine: String { SecretKeyLine(verifierKey, seed: [UInt8](key.rawRepresentation)).text }

    /// Signs a note's text.
    public func sign(_ text: [UInt8]) throws(NoteError) -> NoteSignature {
        guard let signature = try? key.signature(for: text) else { throw .signingFailed }
        return NoteSignature(name: verifierKey.name, keyID: verifierKey.keyID, bytes: [UInt8](signature))
    }
}

extension SigningKey: CustomStringConvertible, CustomReflectable {
    /// Names the public key; the secret never gets into a log by being printed.
    public var description: String { "signing key of \(verifierKey.line)" }

    public var customMirror: Mirror { Mirror(self, children: ["verifierKey": verifierKey]) }
}
