import CPKCS11
import Ledger

/// The log's key inside a token: it signs there and never leaves.
///
/// Each signature is checked against the public key before it is handed out. After a failure the key is not used again: whoever put the token
/// back starts the signer anew.
final class TokenKey {
    let verifierKey: VerifierKey
    private let module: TokenModule
    private let session: CK_SESSION_HANDLE
    private let key: CK_OBJECT_HANDLE

    /// Opens the key of this log.
    /// - Parameter known: the log's public key; nil to take the one in the token, as when a log begins.
    init(_ place: TokenPlace, origin: KeyName, known: VerifierKey?, pin: [UInt8]) throws(TokenProblem) {
        module = try TokenModule(place.module)
        session = try module.openSession(module.slot(of: place.token), writes: false)
        let found: (VerifierKey, CK_OBJECT_HANDLE)
        do throws(TokenProblem) {
            try module.logIn(session, pin: pin)
            found = try Self.find(place.label, origin: origin, module, session)
        } catch {
            module.close(session)
            throw error
        }
        (verifierKey, key) = found
        // From here on the session ends with this object.
        if let known, known != verifierKey { throw .otherKey(label: place.label) }
    }

    deinit { module.close(session) }

    /// Makes the key pair in the token; the private key can be neither read nor copied out.
    static func create(_ place: TokenPlace, origin: KeyName, pin: [UInt8]) throws(TokenProblem) -> VerifierKey {
        guard (1...255).contains(place.label.utf8.count) else { throw .labelMalformed }
        let module = try TokenModule(place.module)
        let session = try module.openSession(module.slot(of: place.token), writes: true)
        defer { module.close(session) }
        try module.logIn(session, pin: pin)
        for kind in [CKO_PRIVATE_KEY, CKO_PUBLIC_KEY] {
            guard try module.objects(session, class: kind, label: place.label).isEmpty else { throw .keyExists(label: place.label) }
        }
        try module.makeKeyPair(session, label: place.label)
        return try find(place.label, origin: origin, module, session).0
    }

    private static func find(
        _ label: String, origin: KeyName, _ module: TokenModule, _ session: CK_SESSION_HANDLE
    ) throws(TokenProblem) -> (VerifierKey, CK_OBJECT_HANDLE) {
        let privateKey = try one(module.objects(session, class: CKO_PRIVATE_KEY, label: label), label)
        let publicKey = try one(module.objects(session, class: CKO_PUBLIC_KEY, label: label), label)
        for key in [privateKey, publicKey] {
            guard try module.attribute(CKA_KEY_TYPE, of: key, in: session) == withUnsafeBytes(of: CKK_EC_EDWARDS, { Array($0) }) else {
                throw .notEd25519(label: label)
            }
        }
        guard try module.attribute(CKA_EXTRACTABLE, of: privateKey, in: session) == [0],
            try module.attribute(CKA_SENSITIVE, of: privateKey, in: session) == [1]
        else { throw .extractable(label: label) }
        // The point stands in an OCTET STRING or, in modules of version 3, plainly.
        guard var point = try module.attribute(CKA_EC_POINT, of: publicKey, in: session) else { throw .notEd25519(label: label) }
        if point.count == 34, point.starts(with: [0x04, 0x20]) { point.removeFirst(2) }
        guard let key = VerifierKey(name: origin, algorithm: .ed25519, publicKey: point) else { throw .notEd25519(label: label) }
        return (key, privateKey)
    }

    private static func one(_ found: [CK_OBJECT_HANDLE], _ label: String) throws(TokenProblem) -> CK_OBJECT_HANDLE {
        guard let first = found.first else { throw .keyMissing(label: label) }
        guard found.count == 1 else { throw .keyAmbiguous(label: label) }
        return first
    }

    func sign(_ text: [UInt8]) throws(TokenProblem) -> NoteSignature {
        let signature = NoteSignature(
            name: verifierKey.name, keyID: verifierKey.keyID, bytes: try module.sign(text, with: key, in: session))
        guard verifierKey.holds(signature, over: text) else { throw .badSignature }
        return signature
    }
}
