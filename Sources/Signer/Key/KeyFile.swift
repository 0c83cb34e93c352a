import Glibc
import Ledger

/// The file with the log's secret key: one line in the form of Go's `sumdb/note`, readable by its owner alone.
enum KeyFile {
    private static let greatestByteCount = 1024

    /// Creates the key of a new log; refuses a file that exists.
    static func create(_ path: String, origin: KeyName) throws(SystemError) -> SigningKey {
        // The standard library's generator is the kernel's on Linux.
        var random = SystemRandomNumberGenerator()
        let seed = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        guard let key = SigningKey(name: origin, seed: seed) else { preconditionFailure("32 bytes are a seed") }
        try Files.create(path, bytes: [UInt8]("\(key.secretLine)\n".utf8))
        return key
    }

    /// Reads the key of this log.
    static func load(_ path: String, origin: KeyName) throws(SignerError) -> SigningKey {
        let bytes: [UInt8]
        do throws(FileProblem) {
            let file = try Files.openOwnerOnly(path, flags: O_RDONLY)
            do { bytes = try Files.read(file, atMost: greatestByteCount) } catch { throw .system(error) }
        } catch { throw .file(path: path, error) }
        guard bytes.count <= greatestByteCount, bytes.last == 0x0A, let key = try? SigningKey(parsing: bytes.dropLast()) else {
            throw .malformedKey(path: path)
        }
        guard key.verifierKey.name == origin else { throw .wrongOrigin(path: path) }
        return key
    }
}
