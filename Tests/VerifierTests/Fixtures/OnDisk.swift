import Glibc
import Scratch

/// An export in a folder of its own under `/tmp`, removed when the body is done.
struct OnDisk {
    struct Failed: Error {
        let path: String
    }

    @discardableResult
    init(_ export: WrittenExport, _ body: (String) throws -> Void) throws {
        let root = TemporaryFolder()
        for (path, bytes) in export.files {
            var folder = root.path
            for part in path.split(separator: "/").dropLast() {
                folder += "/" + part
                mkdir(folder, 0o755)
            }
            let file = open(root.file(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            guard file >= 0 else { throw Failed(path: path) }
            defer { close(file) }
            guard write(file, bytes, bytes.count) == bytes.count else { throw Failed(path: path) }
        }
        try withExtendedLifetime(root) { try body(root.path) }
    }
}
