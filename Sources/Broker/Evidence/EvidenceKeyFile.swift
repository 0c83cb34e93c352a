import Glibc
import Ledger
import Signer

/// The file with the key that signs manifests of evidence files: one line in the form of Go's `sumdb/note`, for the server's user alone.
///
/// It is not the log's key: the signer goes on signing checkpoints and nothing else. An entry of the log announces the public half, so that a
/// manifest under another key is worth nothing. Where the file is gone, a new key is made and announced.
struct EvidenceKeyFile {
    let path: String
    let origin: String

    /// The key, made if there is none yet.
    func key() throws -> SigningKey {
        guard let name = KeyName("\(origin)/evidence") else { throw failure("cannot be made: the log's name is too long") }
        do {
            let key = try SecretKeyFile.read(path) { line throws(NoteError) in try SigningKey(parsing: line) }
            guard key.verifierKey.name == name else { throw SecretKeyFile.Problem.malformed }
            return key
        } catch SecretKeyFile.Problem.file(.system(let error)) where error.number == ENOENT {
            return try create(name)
        } catch SecretKeyFile.Problem.file(let problem) {
            throw failure("is not used: \(problem)")
        } catch SecretKeyFile.Problem.malformed {
            throw failure("does not hold the evidence key of \(origin); take it away, and a new one is made and announced")
        }
    }

    private func create(_ name: KeyName) throws -> SigningKey {
        guard let key = SigningKey(name: name, seed: SecretKeyFile.freshSeed()) else { preconditionFailure("32 bytes are a seed") }
        do { try SecretKeyFile.create(path, line: key.secretLine) } catch { throw failure("cannot be written: \(error)") }
        return key
    }

    private func failure(_ problem: String) -> StorageError { .cannotOpen("The evidence key \(path) \(problem).") }
}
