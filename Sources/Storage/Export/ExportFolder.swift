import Glibc

/// Writes the files of an export into a folder that was empty before.
public final class ExportFolder {
    let path: String
    private var made: Set<String> = []

    /// Makes the folder, for this user alone. One that holds anything is never touched.
    public init(_ path: String) throws {
        self.path = path
        if mkdir(path, 0o700) != 0 {
            guard errno == EEXIST else { throw Self.failure("make the folder", path) }
            guard let folder = opendir(path) else { throw Self.failure("open the folder", path) }
            defer { closedir(folder) }
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                guard name == "." || name == ".." else {
                    throw StorageError.cannotOpen(
                        "The folder \(path) is not empty. An export never overwrites anything: name a new folder.")
                }
            }
        }
    }

    /// Makes a file that is not there yet. The path is relative, with `/` between the parts.
    public func write(_ file: String, _ bytes: [UInt8]) throws {
        try makeParents(of: file)
        try append(bytes, to: file, O_EXCL)
    }

    /// An open file that is written piece by piece.
    func append(_ bytes: [UInt8], to file: String, _ flags: Int32 = 0) throws {
        let full = path + "/" + file
        let number = open(full, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC | flags, 0o600)
        guard number >= 0 else { throw Self.failure("make", full) }
        defer { close(number) }
        var from = 0
        while from < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(number, $0.baseAddress! + from, $0.count - from) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("write", full) }
            from += count
        }
    }

    /// Everything written so far is on the disk when this returns; Linux waits for it (sync(2)). One call for thousands of files.
    func sync() { Glibc.sync() }

    private func makeParents(of file: String) throws {
        var parts = file.split(separator: "/").dropLast().map(String.init)[...]
        var folder = ""
        while let part = parts.popFirst() {
            folder += "/" + part
            guard made.insert(folder).inserted else { continue }
            guard mkdir(path + folder, 0o700) == 0 || errno == EEXIST else { throw Self.failure("make the folder", path + folder) }
        }
    }

    private static func failure(_ what: String, _ path: String) -> StorageError {
        .cannotOpen("Could not \(what) \(path): \(String(cString: strerror(errno))).")
    }
}
