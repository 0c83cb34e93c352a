import Glibc

/// Files by name, with the calls that make them durable.
enum Files {
    enum Presence { case present, absent }

    static func presence(of path: String) throws(SystemError) -> Presence {
        var status = stat()
        if lstat(path, &status) == 0 { return .present }
        guard errno == ENOENT else { throw SystemError("lstat") }
        return .absent
    }

    static func isSocket(_ path: String) throws(SystemError) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw SystemError("lstat") }
        return status.st_mode & S_IFMT == S_IFSOCK
    }

    /// Opens a regular file that only its owner, who must be this user, can read and write.
    static func openOwnerOnly(_ path: String, flags: Int32) throws(FileProblem) -> Descriptor {
        let number = open(path, flags | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else { throw .system(SystemError("open")) }
        let file = Descriptor(number)
        var status = stat()
        guard fstat(number, &status) == 0 else { throw .system(SystemError("fstat")) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        guard status.st_uid == geteuid() else { throw .otherOwner }
        guard status.st_mode & 0o7777 == 0o600 else { throw .mode(status.st_mode & 0o7777) }
        return file
    }

    /// Writes a new file that only its owner can read and makes it durable, with its name in the folder; refuses a name that is taken.
    ///
    /// It gets its name when it is whole: a process that is killed in the middle leaves no half key and no half head.
    static func create(_ path: String, bytes: [UInt8]) throws(SystemError) {
        let fresh = path + ".part"
        // One that a killed process left behind.
        guard unlink(fresh) == 0 || errno == ENOENT else { throw SystemError("unlink") }
        try write(bytes, toNew: fresh)
        // Unlike a renaming, a link never replaces what is there.
        guard link(fresh, path) == 0 else {
            let error = SystemError("link")
            unlink(fresh)
            throw error
        }
        do throws(SystemError) {
            guard unlink(fresh) == 0 else { throw SystemError("unlink") }
            try syncFolder(of: path)
        } catch {
            // Nobody has used the file yet.
            unlink(path)
            throw error
        }
    }

    private static func write(_ bytes: [UInt8], toNew path: String) throws(SystemError) {
        let number = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw SystemError("open") }
        let file = Descriptor(number)
        do throws(SystemError) {
            // The mask of the process may have taken bits away.
            guard fchmod(file.number, 0o600) == 0 else { throw SystemError("fchmod") }
            guard Glibc.write(file.number, bytes, bytes.count) == bytes.count else { throw SystemError("write") }
            guard fsync(file.number) == 0 else { throw SystemError("fsync") }
        } catch {
            unlink(path)
            throw error
        }
    }

    /// Puts a file in the place of the one before it: whole on the disk, then its name. A process that is killed leaves one or the other.
    static func replace(_ path: String, bytes: [UInt8]) throws(SystemError) {
        let fresh = path + ".new"
        // One that a killed process left behind.
        guard unlink(fresh) == 0 || errno == ENOENT else { throw SystemError("unlink") }
        try create(fresh, bytes: bytes)
        guard rename(fresh, path) == 0 else { throw SystemError("rename") }
        try syncFolder(of: path)
    }

    /// Waits until nobody else changes files of the folder by this function; the lock ends with the descriptor.
    static func lockFolder(of path: String) throws(SystemError) -> Descriptor {
        let number = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw SystemError("open") }
        let descriptor = Descriptor(number)
        guard flock(descriptor.number, LOCK_EX) == 0 else { throw SystemError("flock") }
        return descriptor
    }

    /// A name that stands in a file, relative to that file's folder.
    static func path(_ name: String, besides file: String) -> String { name.hasPrefix("/") ? name : "\(folder(of: file))/\(name)" }

    private static func folder(of path: String) -> String {
        let bytes = [UInt8](path.utf8)
        let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
        return slash.map { $0 == 0 ? "/" : String(decoding: bytes[..<$0], as: UTF8.self) } ?? "."
    }

    static func syncFolder(of path: String) throws(SystemError) {
        let number = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw SystemError("open") }
        let descriptor = Descriptor(number)
        guard fsync(descriptor.number) == 0 else { throw SystemError("fsync") }
    }

    /// The first bytes of a file, at most as many as given and one more, so that a longer file shows.
    static func read(_ file: Descriptor, atMost limit: Int) throws(SystemError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: limit + 1)
        var filled = 0
        while filled < buffer.count {
            let count = buffer.withUnsafeMutableBytes {
                pread(file.number, $0.baseAddress.map { $0 + filled }, $0.count - filled, off_t(filled))
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SystemError("pread") }
            if count == 0 { break }
            filled += count
        }
        return [UInt8](buffer[..<filled])
    }
}
