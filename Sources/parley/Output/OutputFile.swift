import FoundationEssentials
import Glibc

/// A file that a command writes when its work is done.
struct OutputFile {
    struct Unwritable: Error, CustomStringConvertible {
        let path: String
        let number: Int32
        var description: String { "The file '\(path)' cannot be written: \(String(cString: strerror(number)))." }
    }

    private let path: String

    /// Makes sure that the file can be written, and leaves what is in it.
    init(_ path: String) throws {
        self.path = path
        let isNew = access(path, F_OK) != 0
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw Unwritable(path: path, number: errno) }
        close(file)
        if isNew { unlink(path) }
    }

    func write(_ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    }
}
