import Glibc

extension ExportFiles {
    /// The export in the folder at `root`. Links are not followed, and only regular files are opened.
    public static func folder(_ root: String) -> ExportFiles {
        ExportFiles(
            read: { path, offset, buffer throws(FileFault) in try readPart(of: path, in: root, from: offset, into: buffer) },
            list: { each throws(FileFault) in try listFolder("", in: root, depth: 0, each) })
    }

    private static func readPart(
        of path: String, in root: String, from offset: Int, into buffer: UnsafeMutableRawBufferPointer
    ) throws(FileFault) -> Part? {
        // O_NONBLOCK: opening a pipe that somebody put there must not wait for its other end.
        let file = open(root + "/" + path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw fault(path)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw fault(path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw FileFault(path: path, reason: "not a regular file") }
        var copied = 0
        while copied < buffer.count {
            let count = pread(file, buffer.baseAddress.unsafelyUnwrapped + copied, buffer.count - copied, off_t(offset + copied))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw fault(path) }
            if count == 0 { break }
            copied += count
            // The end is known from the size, which saves one call a file.
            if offset + copied >= Int(status.st_size) { break }
        }
        return Part(copied: copied, fileSize: Int(status.st_size))
    }

    /// No export nests deeper: `tile`, the level, six groups of digits, the width.
    private static let deepest = 10

    private static func listFolder(_ path: String, in root: String, depth: Int, _ each: (Found) -> Void) throws(FileFault) {
        guard depth <= deepest else { throw FileFault(path: path, reason: "nested deeper than an export is") }
        guard let folder = opendir(root + "/" + path) else { throw fault(path) }
        defer { closedir(folder) }
        while true {
            errno = 0
            guard let entry = readdir(folder) else {
                guard errno == 0 else { throw fault(path) }
                return
            }
            let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            let inner = path.isEmpty ? name : path + "/" + name
            var status = stat()
            guard lstat(root + "/" + inner, &status) == 0 else { throw fault(inner) }
            if status.st_mode & S_IFMT == S_IFDIR {
                try listFolder(inner, in: root, depth: depth + 1, each)
            } else {
                each(Found(path: inner, isRegularFile: status.st_mode & S_IFMT == S_IFREG))
            }
        }
    }

    private static func fault(_ path: String) -> FileFault {
        FileFault(path: path.isEmpty ? "." : path, reason: String(cString: strerror(errno)))
    }
}
