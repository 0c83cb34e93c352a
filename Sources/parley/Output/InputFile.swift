import AccountData
import Broker
import Glibc

/// A file that somebody hands to a command, whatever it is.
enum InputFile {
    struct Unread: Error, CustomStringConvertible {
        let description: String
    }

    /// Everything in a regular file, up to the size that an attachment may have.
    static func bytes(of path: String) throws -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Unread(description: "The file '\(path)' cannot be read: \(String(cString: strerror(errno))).") }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Unread(description: "'\(path)' is no regular file.")
        }
        let limit = ExtractionLimits().input
        guard status.st_size <= limit else { throw Unread(description: "The file '\(path)' is longer than \(limit) bytes.") }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var from = 0
        while from < bytes.count {
            let count = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress! + from, $0.count - from) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Unread(description: "The file '\(path)' cannot be read whole.") }
            from += count
        }
        return bytes
    }

    /// Plain text as it is; what is no text, as the process that reads attachments gives it.
    static func words(in bytes: [UInt8]) throws -> [UInt8] {
        let type = AttachmentType(bytes)
        if bytes.isEmpty || type == .text || type == .unknown && String(validating: bytes, as: UTF8.self) != nil {
            guard bytes.count <= Scanner.sizeLimit else {
                throw Unread(description: "The text is longer than \(Scanner.sizeLimit) bytes. Cut it into parts.")
            }
            return bytes
        }
        switch AttachmentReader(executable: "/proc/self/exe").readHere(bytes) {
        case .text(let text, _): return Array(text.utf8)
        case .none(let reason, _):
            throw Unread(description: "The file could not be read, since \(reason.words). As an attachment it would go to the quarantine.")
        }
    }
}
