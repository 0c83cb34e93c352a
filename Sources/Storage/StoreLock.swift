import Glibc

/// That one process writes a ledger: a second server beside it would give out the same numbers.
///
/// A lock on the folder itself (flock(2)): it makes no file, and the kernel lets go of it when the process ends, however it ends.
final class StoreLock: Sendable {
    private let folder: Int32

    /// - Throws: at once where somebody else has it.
    init(_ path: String) throws(StorageError) {
        folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .cannotOpen("The folder \(path) cannot be opened: \(String(cString: strerror(errno))).") }
        guard flock(folder, LOCK_EX | LOCK_NB) == 0 else {
            let why = errno
            close(folder)
            throw .cannotOpen(
                why == EWOULDBLOCK
                    ? "Another process writes the ledger in \(path), probably a server. One does at a time: stop it first."
                    : "The folder \(path) cannot be locked: \(String(cString: strerror(why))).")
        }
    }

    deinit {
        // Said, not left to the closing: a child of this process that has not yet come to its own program has the folder open as well.
        _ = flock(folder, LOCK_UN)
        close(folder)
    }
}

extension Store.Place {
    /// Says at once where another process writes this ledger, before anything is started for it. Opening the store locks it for good.
    public func requireNoWriter() throws(StorageError) { _ = try StoreLock(folder) }
}
