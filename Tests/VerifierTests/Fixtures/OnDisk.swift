import Glibc

/// An export in a folder of its own under `/tmp`, removed when the body is done.
struct OnDisk {
    struct Failed: Error {
        let path: String
    }

    @discardableResult
    init(_ export: WrittenExport, _ body: (String) throws -> Void) throws {
        var template = Array("/tmp/parley-export-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failed(path: "/tmp") }
        let root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { Self.remove(root) }
        for (path, bytes) in export.files {
            var folder = root
            for part in path.split(separator: "/").dropLast() {
                folder += "/" + part
                mkdir(folder, 0o755)
            }
            let file = open(root + "/" + path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            guard file >= 0 else { throw Failed(path: path) }
            defer { close(file) }
            guard write(file, bytes, bytes.count) == bytes.count else { throw Failed(path: path) }
        }
        try body(root)
    }

    private static func remove(_ path: String) {
        guard unlink(path) != 0 else { return }
        guard let folder = opendir(path) else { return }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { remove(path + "/" + name) }
        }
        closedir(folder)
        rmdir(path)
    }
}
