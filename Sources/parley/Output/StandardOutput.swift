import Glibc

enum StandardOutput {
    struct Broken: Error, CustomStringConvertible {
        let number: Int32
        var description: String { "Standard output cannot be written: \(String(cString: strerror(number)))." }
    }

    /// Writes all of the bytes.
    static func write(_ bytes: [UInt8]) throws {
        var from = 0
        while from < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress! + from, $0.count - from) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Broken(number: errno) }
            from += count
        }
    }
}
