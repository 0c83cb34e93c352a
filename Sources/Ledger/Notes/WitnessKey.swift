import Crypto

/// The private key of a witness: cosigns checkpoints with the time at which it saw them (C2SP tlog-cosignature, version 1).
public struct WitnessKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    public let verifierKey: VerifierKey

    /// A key from 32 secret bytes of a secure source; nil for another count. One key serves one witness name.
    public init?(name: KeyName, seed: [UInt8]) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed),
            let verifierKey = VerifierKey(
                name: name, algorithm: .cosignature, publicKey: [UInt8](key.publicKey.rawRepresentation))
        else { return nil }
        self.key = key
        self.verifierKey = verifierKey
    }

    /// Reads the one-line form, `PRIVATE+KEY+name+id+key` with the type byte of a cosigner before the secret.
    public init(parsing line: [UInt8]) throws(NoteError) {
        let secret = try SecretKeyLine(parsing: line, as: .cosignature)
        guard let made = WitnessKey(name: secret.name, seed: secret.seed) else { throw .malformedKey }
        guard made.verifierKey.keyID == secret.keyID else { throw .keyIDMismatch }
        self = made
    }

    /// The one-line form. Secret: for a key file only.
    public var secretLine: String { SecretKeyLine(verifierKey, seed: [UInt8](key.rawRepresentation)).text }

    /// Cosigns a checkpoint as seen at a time in seconds since 1970, UTC.
    public func cosign(_ checkpoint: Checkpoint, time: UInt64) throws(NoteError) -> NoteSignature {
        guard time <= Decimal.greatest,
            let signature = try? key.signature(for: SignatureAlgorithm.cosignedMessage(checkpoint.text, time: time))
        else { throw .signingFailed }
        var bytes: [UInt8] = []
        bytes.append(bigEndian: time)
        bytes.append(contentsOf: signature)
        return NoteSignature(name: verifierKey.name, keyID: verifierKey.keyID, bytes: bytes)
    }
}

extension WitnessKey: CustomStringConvertible, CustomReflectable {
    /// Names the public key; the secret never gets into a log by being printed.
    public var description: String { "witness key of \(verifierKey.line)" }

    public var customMirror: Mirror { Mirror(self, children: ["verifierKey": verifierKey]) }
}
