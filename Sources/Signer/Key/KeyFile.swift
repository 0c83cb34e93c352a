import Ledger

/// The file with the log's secret key.
enum KeyFile {
    /// Creates the key of a log; refuses a file that exists.
    static func create(_ path: String, origin: KeyName) throws(SystemError) -> SigningKey {
        guard let key = SigningKey(name: origin, seed: SecretKeyFile.freshSeed()) else { preconditionFailure("32 bytes are a seed") }
        try SecretKeyFile.create(path, line: key.secretLine)
        return key
    }

    /// Reads the key of this log.
    static func load(_ path: String, origin: KeyName) throws(SignerError) -> SigningKey {
        let key: SigningKey
        do throws(SecretKeyFile.Problem) {
            key = try SecretKeyFile.read(path) { line throws(NoteError) in try SigningKey(parsing: line) }
        } catch {
            switch error {
            case .file(let problem): throw .file(path: path, problem)
            case .malformed: throw .malformedKey(path: path)
            }
        }
        guard key.verifierKey.name == origin else { throw .wrongOrigin(path: path) }
        return key
    }
}
