public import Crypto
import FoundationEssentials
import Glibc

/// The key above all others of one server. It stands in a file of its own that only the server's user may read, apart from the key store
/// and from every backup of it.
public struct KeyEncryptionKey: Sendable {
    let key: SymmetricKey

    private static let header = "parley key-encryption key, version 1\n"

    public init?(_ key: SymmetricKey) {
        guard key.bitCount == 256 else { return nil }
        self.key = key
    }

    /// Makes a new key and its file, once in a server's life. A file that is there already is never touched.
    public static func create(at path: String) throws(KeyError) -> KeyEncryptionKey {
        let key = SymmetricKey(size: .bits256)
        let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            let code = errno
            throw failure(
                path, "cannot be made: \(String(cString: strerror(code)))",
                code == EEXIST
                    ? "a server has one such key for its life; use the one that is there" : "choose a folder that this user may write")
        }
        defer { close(file) }
        var text =
            Array(header.utf8) + key.withUnsafeBytes { $0.flatMap { [hexadecimal[Int($0 >> 4)], hexadecimal[Int($0 & 15)]] } } + [0x0a]
        defer { erase(&text) }
        // Durable before the first key is wrapped with it: the file, then its name in the folder.
        guard write(file, text, text.count) == text.count, fsync(file) == 0, syncFolder(of: path) else {
            let code = errno
            unlink(path)
            throw failure(path, "cannot be written: \(String(cString: strerror(code)))", "look at the disk, then try again")
        }
        return KeyEncryptionKey(checked: key)
    }

    /// Reads the key's file, which must be a regular file that belongs to this user and that nobody else may read.
    public static func load(from path: String) throws(KeyError) -> KeyEncryptionKey {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            throw failure(
                path, "cannot be opened: \(String(cString: strerror(errno)))",
                "put the file back from where it is kept; without it nothing in the vault can be read, and a new one would not help")
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw failure(path, "is not a regular file", "name the file itself, not a folder or a link")
        }
        guard status.st_uid == geteuid() else { throw failure(path, "belongs to another user", "give it to the user that runs the server") }
        guard status.st_mode & 0o077 == 0 else { throw failure(path, "can be read by others", "take their rights away: chmod 600 \(path)") }
        var text = [UInt8](repeating: 0, count: header.utf8.count + 66)
        defer { erase(&text) }
        let count = read(file, &text, text.count)
        guard count == header.utf8.count + 65, var bytes = parse(text[..<count]) else {
            throw failure(
                path, "does not hold a key-encryption key", "check that it is the right file; it was made by this program at the beginning")
        }
        defer { erase(&bytes) }
        return KeyEncryptionKey(checked: SymmetricKey(data: bytes))
    }

    private init(checked key: SymmetricKey) { self.key = key }

    private static let hexadecimal = Array("0123456789abcdef".utf8)

    private static func parse(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.starts(with: header.utf8), text.last == 0x0a else { return nil }
        let digits = text.dropFirst(header.utf8.count).dropLast()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        var high: UInt8?
        for digit in digits {
            guard let value = hexadecimal.firstIndex(of: digit) else { return nil }
            if let first = high {
                bytes.append(first << 4 | UInt8(value))
                high = nil
            } else {
                high = UInt8(value)
            }
        }
        return bytes.count == 32 ? bytes : nil
    }

    private static func syncFolder(of path: String) -> Bool {
        let folder = path.lastIndex(of: "/").map { path[..<$0].isEmpty ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }

    private static func failure(_ path: String, _ problem: String, _ remedy: String) -> KeyError {
        .keyFile(path: path, problem: problem, remedy: remedy)
    }
}
