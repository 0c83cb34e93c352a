/// A secret key in the one-line form that Go's `sumdb/note` writes, `PRIVATE+KEY+name+id+key`, for keys of every kind that signs.
struct SecretKeyLine {
    let name: KeyName
    let keyID: UInt32
    let algorithm: SignatureAlgorithm
    let seed: [UInt8]

    /// The key of a line, with the public half that belongs to it.
    init(_ verifierKey: VerifierKey, seed: [UInt8]) {
        name = verifierKey.name
        keyID = verifierKey.keyID
        algorithm = verifierKey.algorithm
        self.seed = seed
    }

    /// Reads a line; whether id and secret belong together, only the key made of them tells.
    init(parsing line: [UInt8], as algorithm: SignatureAlgorithm) throws(NoteError) {
        let parts = line.split(separator: UInt8(ascii: "+"), maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].elementsEqual("PRIVATE".utf8), parts[1].elementsEqual("KEY".utf8),
            let name = KeyName(parts[2]), parts[3].count == 8, let id = Hexadecimal.decode(parts[3]),
            let secret = Base64.decode(parts[4]), let type = secret.first
        else { throw .malformedKey }
        guard type == algorithm.rawValue else { throw .unknownAlgorithm }
        self.name = name
        keyID = id.span.bigEndian(at: 0)
        self.algorithm = algorithm
        seed = [UInt8](secret.dropFirst())
    }

    var text: String {
        var id: [UInt8] = []
        id.append(bigEndian: keyID)
        return "PRIVATE+KEY+\(name)+\(Hexadecimal.encode(id))+\(Base64.encode([algorithm.rawValue] + seed))"
    }
}
