import Crypto
import Glibc

/// Copies a file and takes its hash on the way, a piece at a time, so that no file is too large.
enum CopiedFile {
    private static let piece = 1 << 20

    /// The hash and length of a file.
    static func digest(of path: String) throws -> (sha256: String, length: UInt64) { try run(from: path, to: nil) }

    /// Copies into a new file for this user alone, durable when this returns.
    @discardableResult
    static func copy(_ path: String, to target: String) throws -> (sha256: String, length: UInt64) { try run(from: path, to: target) }

    private static func run(from path: String, to target: String?) throws -> (sha256: String, length: UInt64) {
        let source = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard source >= 0 else { throw failure("read", path) }
        defer { close(source) }
        var sink: Int32 = -1
        if let target {
            sink = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard sink >= 0 else { throw failure("make", target) }
        }
        defer { if sink >= 0 { close(sink) } }
        var hash = SHA256()
        var length: UInt64 = 0
        var buffer = [UInt8](repeating: 0, count: piece)
        while true {
            let count = read(source, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("read", path) }
            if count == 0 { break }
            hash.update(data: buffer[..<count])
            length += UInt64(count)
            var from = 0
            while sink >= 0, from < count {
                let written = buffer.withUnsafeBytes { Glibc.write(sink, $0.baseAddress! + from, count - from) }
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw failure("write", target ?? "") }
                from += written
            }
        }
        guard sink < 0 || fsync(sink) == 0 else { throw failure("sync", target ?? "") }
        let digits = hash.finalize().flatMap { byte in [Self.hexadecimal[Int(byte >> 4)], Self.hexadecimal[Int(byte & 15)]] }
        return (String(decoding: digits, as: UTF8.self), length)
    }

    /// Writes a small new file, durable when this returns.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure("make", path) }
        defer { close(file) }
        guard Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else { throw failure("write", path) }
    }

    /// Makes a folder for this user alone, or takes the one that is there.
    static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("make", path) }
    }

    static func syncFolder(_ path: String) throws {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure("open", path) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure("sync", path) }
    }

    private static let hexadecimal = Array("0123456789abcdef".utf8)

    private static func failure(_ what: String, _ path: String) -> StorageError {
        .cannotOpen("Could not \(what) \(path): \(String(cString: strerror(errno))).")
    }
}
