import CPKCS11
import Glibc

/// A loaded PKCS#11 module (OASIS PKCS#11 2.40; the Edwards curves of 3.0) with the calls that are made of it.
///
/// It stays loaded for the life of the process: modules do not all survive being closed.
struct TokenModule {
    // The list belongs to the module and never changes once it was handed out.
    private let functions: CK_FUNCTION_LIST

    /// Loads and starts the module.
    init(_ path: String) throws(TokenProblem) {
        guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
            throw .moduleMissing(dlerror().map { String(cString: $0) } ?? "no reason known")
        }
        guard let symbol = dlsym(library, "C_GetFunctionList") else { throw .notAModule }
        // The type that section 5.4 of the standard gives to this name.
        let getList = unsafeBitCast(symbol, to: CK_C_GetFunctionList.self)
        var list: UnsafeMutablePointer<CK_FUNCTION_LIST>?
        guard getList(&list) == CKR_OK, let list else { throw .notAModule }
        functions = list.pointee
        let code = functions.C_Initialize(nil)
        guard code == CKR_OK || code == CKR_CRYPTOKI_ALREADY_INITIALIZED else { throw .call("C_Initialize", code: code) }
    }

    /// The slot of the one token with this label.
    func slot(of label: String) throws(TokenProblem) -> CK_SLOT_ID {
        let wanted = Array(label.utf8)
        guard (1...32).contains(wanted.count) else { throw .labelMalformed }
        var count: CK_ULONG = 0
        try Self.check("C_GetSlotList", functions.C_GetSlotList(1, nil, &count))
        var slots = [CK_SLOT_ID](repeating: 0, count: Int(min(count, 1_024)))
        count = CK_ULONG(slots.count)
        try Self.check("C_GetSlotList", functions.C_GetSlotList(1, &slots, &count))
        var found: [CK_SLOT_ID] = []
        for slot in slots.prefix(Int(count)) {
            var info = CK_TOKEN_INFO()
            // One that is just being pulled out is not the one that is looked for.
            guard functions.C_GetTokenInfo(slot, &info) == CKR_OK else { continue }
            // 32 bytes, filled up with blanks.
            let name = withUnsafeBytes(of: info.label) { Array($0) }
            if name.starts(with: wanted), name.dropFirst(wanted.count).allSatisfy({ $0 == 0x20 }) { found.append(slot) }
        }
        guard let slot = found.first else { throw .tokenMissing(label: label) }
        guard found.count == 1 else { throw .tokenAmbiguous(label: label) }
        return slot
    }

    func openSession(_ slot: CK_SLOT_ID, writes: Bool) throws(TokenProblem) -> CK_SESSION_HANDLE {
        var session: CK_SESSION_HANDLE = 0
        let flags = CKF_SERIAL_SESSION | (writes ? CKF_RW_SESSION : 0)
        try Self.check("C_OpenSession", functions.C_OpenSession(slot, flags, nil, nil, &session))
        return session
    }

    func close(_ session: CK_SESSION_HANDLE) {
        // Nothing can be done about a session that does not end; the process's end ends it.
        _ = functions.C_CloseSession(session)
    }

    func logIn(_ session: CK_SESSION_HANDLE, pin: [UInt8]) throws(TokenProblem) {
        var pin = pin
        let code = functions.C_Login(session, CKU_USER, &pin, CK_ULONG(pin.count))
        for index in pin.indices { pin[index] = 0 }
        switch code {
        // One log-in counts for all sessions of the process.
        case CKR_OK, CKR_USER_ALREADY_LOGGED_IN: return
        case CKR_PIN_INCORRECT, CKR_PIN_INVALID, CKR_PIN_LEN_RANGE, CKR_PIN_EXPIRED: throw .pinRefused
        case CKR_PIN_LOCKED: throw .pinLocked
        default: throw .call("C_Login", code: code)
        }
    }

    /// All objects of a class with this label, at most three.
    func objects(
        _ session: CK_SESSION_HANDLE, class kind: CK_OBJECT_CLASS, label: String
    ) throws(TokenProblem) -> [CK_OBJECT_HANDLE] {
        let template = TokenAttributes([.number(CKA_CLASS, kind), .bytes(CKA_LABEL, Array(label.utf8))])
        try Self.check("C_FindObjectsInit", template.use { functions.C_FindObjectsInit(session, $0, $1) })
        var found = [CK_OBJECT_HANDLE](repeating: 0, count: 3)
        var count: CK_ULONG = 0
        let code = functions.C_FindObjects(session, &found, CK_ULONG(found.count), &count)
        _ = functions.C_FindObjectsFinal(session)
        try Self.check("C_FindObjects", code)
        return Array(found.prefix(Int(count)))
    }

    /// An attribute's bytes, at most 256; nil where the object has none that may be read.
    func attribute(
        _ type: CK_ATTRIBUTE_TYPE, of object: CK_OBJECT_HANDLE, in session: CK_SESSION_HANDLE
    ) throws(TokenProblem) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 256)
        var length: CK_ULONG = 0
        let code = bytes.withUnsafeMutableBytes { buffer in
            var attribute = CK_ATTRIBUTE(type: type, pValue: buffer.baseAddress, ulValueLen: CK_ULONG(buffer.count))
            defer { length = attribute.ulValueLen }
            return functions.C_GetAttributeValue(session, object, &attribute, 1)
        }
        switch code {
        case CKR_OK: return Array(bytes.prefix(Int(min(length, 256))))
        case CKR_ATTRIBUTE_TYPE_INVALID, CKR_ATTRIBUTE_SENSITIVE: return nil
        default: throw .call("C_GetAttributeValue", code: code)
        }
    }

    /// Makes an Ed25519 key pair that stays in the token.
    func makeKeyPair(_ session: CK_SESSION_HANDLE, label: String) throws(TokenProblem) {
        // PKCS#11 3.0, 2.3.10: the curve's name as a PrintableString.
        let curve: [UInt8] = [0x13, 0x0C] + Array("edwards25519".utf8)
        let name = Array(label.utf8)
        let publicPart = TokenAttributes([
            .flag(CKA_TOKEN, true), .flag(CKA_VERIFY, true), .bytes(CKA_LABEL, name), .bytes(CKA_ID, name), .bytes(CKA_EC_PARAMS, curve),
        ])
        let privatePart = TokenAttributes([
            .flag(CKA_TOKEN, true), .flag(CKA_PRIVATE, true), .flag(CKA_SENSITIVE, true), .flag(CKA_EXTRACTABLE, false),
            .flag(CKA_SIGN, true), .bytes(CKA_LABEL, name), .bytes(CKA_ID, name),
        ])
        var mechanism = CK_MECHANISM(mechanism: CKM_EC_EDWARDS_KEY_PAIR_GEN, pParameter: nil, ulParameterLen: 0)
        var (publicKey, privateKey): (CK_OBJECT_HANDLE, CK_OBJECT_HANDLE) = (0, 0)
        try Self.check(
            "C_GenerateKeyPair",
            publicPart.use { publicList, publicCount in
                privatePart.use { privateList, privateCount in
                    functions.C_GenerateKeyPair(
                        session, &mechanism, publicList, publicCount, privateList, privateCount, &publicKey, &privateKey)
                }
            })
    }

    /// The Ed25519 signature (RFC 8032) over a message, by CKM_EDDSA without parameters.
    func sign(_ message: [UInt8], with key: CK_OBJECT_HANDLE, in session: CK_SESSION_HANDLE) throws(TokenProblem) -> [UInt8] {
        var mechanism = CK_MECHANISM(mechanism: CKM_EDDSA, pParameter: nil, ulParameterLen: 0)
        try Self.check("C_SignInit", functions.C_SignInit(session, &mechanism, key))
        var message = message
        var signature = [UInt8](repeating: 0, count: 64)
        var length = CK_ULONG(signature.count)
        try Self.check("C_Sign", functions.C_Sign(session, &message, CK_ULONG(message.count), &signature, &length))
        guard length == 64 else { throw .badSignature }
        return signature
    }

    private static func check(_ name: String, _ code: CK_RV) throws(TokenProblem) {
        guard code == CKR_OK else { throw .call(name, code: code) }
    }
}
