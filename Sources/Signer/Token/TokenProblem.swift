/// Why a key inside a token cannot be used, with what to do about it.
public enum TokenProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The library cannot be loaded, in the loader's words.
    case moduleMissing(String)
    case notAModule
    /// No token of this label, or several.
    case tokenMissing(label: String)
    case tokenAmbiguous(label: String)
    case pinMissing
    case pinFile(path: String, FileProblem)
    case pinMalformed
    case pinRefused
    case pinLocked
    /// No Ed25519 key pair of this label, or several.
    case keyMissing(label: String)
    case keyAmbiguous(label: String)
    case keyExists(label: String)
    case labelMalformed
    case notEd25519(label: String)
    /// The private key could be copied out of the token.
    case extractable(label: String)
    /// The token's public key is another than the log's.
    case otherKey(label: String)
    /// What came back is no signature of the log's key.
    case badSignature
    /// A call that failed, with the code of the standard.
    case call(String, code: UInt)

    public var description: String {
        switch self {
        case .moduleMissing(let words): "the module cannot be loaded (\(words)); install it, or name the right file"
        case .notAModule: "the library has no C_GetFunctionList, or does not start; name a PKCS#11 module of version 2.40 or later"
        case .tokenMissing(let label): "no token with the label \(label) is there; connect it, or name another"
        case .tokenAmbiguous(let label): "several tokens have the label \(label); give each its own"
        case .pinMissing: "no PIN was given: name a file that holds it, or a descriptor it can be read from"
        case .pinFile(let path, let problem): "the file with the PIN, \(path): \(problem)"
        case .pinMalformed: "the PIN is one line of 4 to 255 bytes"
        case .pinRefused: "the token refused the PIN; it is not tried again, since tokens lock themselves. Put it right, then start anew"
        case .pinLocked: "the token has locked its PIN; its security officer has to unlock it"
        case .keyMissing(let label): "the token has no Ed25519 key pair with the label \(label); make one with `parley key init --pkcs11`"
        case .keyAmbiguous(let label): "the token has several keys with the label \(label); give each its own"
        case .keyExists(let label): "the token already has a key with the label \(label); choose another, nothing was changed"
        case .labelMalformed: "a label has 1 to 32 bytes for a token and 1 to 255 for a key"
        case .notEd25519(let label): "the key \(label) is none on the curve edwards25519"
        case .extractable(let label): "the private key \(label) could be copied out of the token; make one that cannot"
        case .otherKey(let label): "the key \(label) in the token is not the log's: its public half is another"
        case .badSignature: "the token gave a signature that the log's key does not bear out"
        case .call(let name, let code): "\(name) failed with code 0x\(String(code, radix: 16)); the token may be gone"
        }
    }

    /// Trying again by itself would only use up the tries that the token allows.
    public var needsSomebody: Bool {
        switch self {
        case .pinRefused, .pinLocked: true
        default: false
        }
    }
}
