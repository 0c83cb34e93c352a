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
        try Self.write(export, to: root.path)
        try withExtendedLifetime(root) { try body(root.path) }
    }

    /// Writes the files into a folder; what is special becomes a link that leads out of it.
    static func write(_ export: WrittenExport, to root: String) throws {
        mkdir(root, 0o755)
        for (path, bytes) in export.files {
            var folder = root
            for part in path.split(separator: "/").dropLast() {
                folder += "/" + part
                mkdir(folder, 0o755)
            }
            let whole = "\(root)/\(path)"
            if export.special.contains(path) {
                guard symlink("/etc/hostname", whole) == 0 else { throw Failed(path: path) }
                continue
            }
            let file = open(whole, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            guard file >= 0 else { throw Failed(path: path) }
            defer { close(file) }
            guard Glibc.write(file, bytes, bytes.count) == bytes.count else { throw Failed(path: path) }
        }
    }
}
