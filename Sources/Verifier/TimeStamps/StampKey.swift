import Crypto
import CryptoExtras

/// A public key of a certificate: RSA from 2,048 bits on, the curves of NIST, Ed25519.
enum StampKey {
    case rsa(_RSA.Signing.PublicKey)
    case p256(P256.Signing.PublicKey)
    case p384(P384.Signing.PublicKey)
    case p521(P521.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)

    /// Reads a SubjectPublicKeyInfo.
    init(_ info: DERElement) throws(FormatError) {
        var reader = info.reader
        let (identifier, parameters) = try reader.algorithm()
        let bits = try reader.bits()
        try reader.finish()
        let unknown = FormatError(.timeStamp, at: info.whole.startIndex, "a public key of an unknown kind, or one that is too weak")
        let whole = [UInt8](info.whole)
        switch identifier {
        case ObjectIdentifiers.rsa:
            guard let key = try? _RSA.Signing.PublicKey(derRepresentation: whole), key.keySizeInBits >= 2_048 else { throw unknown }
            self = .rsa(key)
        case ObjectIdentifiers.ellipticKey:
            guard let parameters, parameters.tag == DERReader.Tag.identifier else { throw unknown }
            switch [UInt8](parameters.content) {
            case ObjectIdentifiers.p256:
                guard let key = try? P256.Signing.PublicKey(x963Representation: [UInt8](bits)) else { throw unknown }
                self = .p256(key)
            case ObjectIdentifiers.p384:
                guard let key = try? P384.Signing.PublicKey(x963Representation: [UInt8](bits)) else { throw unknown }
                self = .p384(key)
            case ObjectIdentifiers.p521:
                guard let key = try? P521.Signing.PublicKey(x963Representation: [UInt8](bits)) else { throw unknown }
                self = .p521(key)
            default: throw unknown
            }
        case ObjectIdentifiers.ed25519:
            guard parameters == nil, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: [UInt8](bits)) else { throw unknown }
            self = .ed25519(key)
        default: throw unknown
        }
    }

    /// Whether the signature is this key's over the bytes, made with this algorithm.
    /// - Parameter hash: what a plain RSA identifier leaves open (RFC 5652: the signer's digest algorithm).
    func isValid(_ signature: ArraySlice<UInt8>, over bytes: ArraySlice<UInt8>, algorithm: [UInt8], hash: StampHash? = nil) -> Bool {
        switch self {
        case .rsa(let key):
            let hash: StampHash? =
                switch algorithm {
                case ObjectIdentifiers.rsaSHA256: .sha256
                case ObjectIdentifiers.rsaSHA384: .sha384
                case ObjectIdentifiers.rsaSHA512: .sha512
                case ObjectIdentifiers.rsa: hash
                default: nil
                }
            let signature = _RSA.Signing.RSASignature(rawRepresentation: [UInt8](signature))
            return switch hash {
            case .sha256: key.isValidSignature(signature, for: SHA256.hash(data: [UInt8](bytes)), padding: .insecurePKCS1v1_5)
            case .sha384: key.isValidSignature(signature, for: SHA384.hash(data: [UInt8](bytes)), padding: .insecurePKCS1v1_5)
            case .sha512: key.isValidSignature(signature, for: SHA512.hash(data: [UInt8](bytes)), padding: .insecurePKCS1v1_5)
            case nil: false
            }
        case .p256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: [UInt8](signature)) else { return false }
            return switch Self.ecdsa(algorithm) {
            case .sha256: key.isValidSignature(signature, for: SHA256.hash(data: [UInt8](bytes)))
            case .sha384: key.isValidSignature(signature, for: SHA384.hash(data: [UInt8](bytes)))
            case .sha512: key.isValidSignature(signature, for: SHA512.hash(data: [UInt8](bytes)))
            case nil: false
            }
        case .p384(let key):
            guard let signature = try? P384.Signing.ECDSASignature(derRepresentation: [UInt8](signature)) else { return false }
            return switch Self.ecdsa(algorithm) {
            case .sha256: key.isValidSignature(signature, for: SHA256.hash(data: [UInt8](bytes)))
            case .sha384: key.isValidSignature(signature, for: SHA384.hash(data: [UInt8](bytes)))
            case .sha512: key.isValidSignature(signature, for: SHA512.hash(data: [UInt8](bytes)))
            case nil: false
            }
        case .p521(let key):
            guard let signature = try? P521.Signing.ECDSASignature(derRepresentation: [UInt8](signature)) else { return false }
            return switch Self.ecdsa(algorithm) {
            case .sha256: key.isValidSignature(signature, for: SHA256.hash(data: [UInt8](bytes)))
            case .sha384: key.isValidSignature(signature, for: SHA384.hash(data: [UInt8](bytes)))
            case .sha512: key.isValidSignature(signature, for: SHA512.hash(data: [UInt8](bytes)))
            case nil: false
            }
        case .ed25519(let key):
            return algorithm == ObjectIdentifiers.ed25519 && key.isValidSignature([UInt8](signature), for: [UInt8](bytes))
        }
    }

    private static func ecdsa(_ algorithm: [UInt8]) -> StampHash? {
        switch algorithm {
        case ObjectIdentifiers.ecdsaSHA256: .sha256
        case ObjectIdentifiers.ecdsaSHA384: .sha384
        case ObjectIdentifiers.ecdsaSHA512: .sha512
        default: nil
        }
    }
}
