import Glibc
public import Ledger

/// A file with one secret key: a line in the form of Go's `sumdb/note`, readable by its owner alone. The log's key, an evidence key and the keys
/// of witnesses are read and written here and nowhere else.
public enum SecretKeyFile {
    private static let greatestByteCount = 1_024

    /// Why there is no key.
    public enum Problem: Error, Hashable, Sendable {
        case file(FileProblem)
        /// Not one line of the form, or of another kind of key.
        case malformed
    }

    /// Writes a new file, durable with its name; refuses one that exists with EEXIST.
    public static func create(_ path: String, line: String) throws(SystemError) {
        try Files.create(path, bytes: [UInt8]("\(line)\n".utf8))
    }

    /// Reads the key of a file.
    public static func read<Key>(_ path: String, as parse: ([UInt8]) throws(NoteError) -> Key) throws(Problem) -> Key {
        let bytes: [UInt8]
        do throws(FileProblem) {
            let file = try Files.openOwnerOnly(path, flags: O_RDONLY)
            do { bytes = try Files.read(file, atMost: greatestByteCount) } catch { throw .system(error) }
        } catch { throw .file(error) }
        guard bytes.count <= greatestByteCount, bytes.last == 0x0A, let key = try? parse(bytes.dropLast()) else { throw .malformed }
        return key
    }

    /// 32 secret bytes of the kernel's generator, which is the standard library's on Linux.
    public static func freshSeed() -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }
}
