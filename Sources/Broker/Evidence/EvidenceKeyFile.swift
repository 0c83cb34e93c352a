import FoundationEssentials
import Glibc
import Ledger

/// The file with the key that signs manifests of evidence files: one line in the form of Go's `sumdb/note`, for the server's user alone.
///
/// It is not the log's key: the signer goes on signing checkpoints and nothing else. An entry of the log announces the public half, so that a
/// manifest under another key is worth nothing. Where the file is gone, a new key is made and announced.
struct EvidenceKeyFile {
    let path: String
    let origin: String

    private static let greatestByteCount = 1_024

    /// The key, made if there is none yet.
    func key() throws -> SigningKey {
        guard let name = KeyName("\(origin)/evidence") else { throw failure("cannot be made: the log's name is too long") }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw failure("cannot be opened: \(String(cString: strerror(errno)))") }
            return try create(name)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(), status.st_mode & 0o077 == 0
        else { throw failure("must be a plain file of the server's user that nobody else may read") }
        var bytes = [UInt8](repeating: 0, count: Self.greatestByteCount)
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0, bytes[count - 1] == 0x0A, let key = try? SigningKey(parsing: Array(bytes[..<(count - 1)])),
            key.verifierKey.name == name
        else { throw failure("does not hold the evidence key of \(origin); take it away, and a new one is made and announced") }
        return key
    }

    private func create(_ name: KeyName) throws -> SigningKey {
        guard let key = SigningKey(name: name, seed: RandomIDs.bytes(32)) else { preconditionFailure("32 bytes are a seed") }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("cannot be made: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        let text = Array("\(key.secretLine)\n".utf8)
        guard write(descriptor, text, text.count) == text.count, fsync(descriptor) == 0 else {
            let code = errno
            unlink(path)
            throw failure("cannot be written: \(String(cString: strerror(code)))")
        }
        return key
    }

    private func failure(_ problem: String) -> StorageError { .cannotOpen("The evidence key \(path) \(problem).") }
}
