import Broker
import Glibc

/// A new file that holds customers' words or a secret: for its owner alone from its first moment on, as the server's own files are.
enum PrivateFile {
    /// Never writes over another file; what was begun and could not be finished is taken away.
    static func create(_ path: String, _ bytes: [UInt8]) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw StorageError.cannotOpen(
                errno == EEXIST
                    ? "\(path) is there already. Name another file." : "\(path) cannot be written: \(String(cString: strerror(errno))).")
        }
        defer { close(file) }
        var from = 0
        while from < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress.unsafelyUnwrapped + from, $0.count - from) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw unfinished(path) }
            from += count
        }
        guard fsync(file) == 0 else { throw unfinished(path) }
    }

    private static func unfinished(_ path: String) -> StorageError {
        let why = String(cString: strerror(errno))
        unlink(path)
        return .cannotOpen("\(path) cannot be written: \(why).")
    }
}
