import CSQLite
import Glibc

extension Connection {
    /// Copies the database, as it is now, into a new file that is synced when this returns. Writers go on meanwhile.
    /// - Parameters:
    ///   - target: a path where no file is yet; on failure none is left there.
    ///   - pagesAtOnce: how many pages are copied between two calls of `progress`.
    ///   - progress: gets pages left and pages in all.
    public func backup(to target: String, pagesAtOnce: Int32 = 4_096, progress: (Int, Int) -> Void = { _, _ in }) throws(SQLError) {
        // One read transaction over all steps: the copy is of one moment, and no commit makes it start again.
        let opened = !isInTransaction
        if opened { try run("BEGIN") }
        defer { if opened { _ = try? rollback() } }
        _ = try pragma("schema_version")
        let copy = try Connection(path: target, .create)
        do {
            try copyPages(to: copy, pagesAtOnce, progress)
            try copy.truncateLog()
            try Self.syncFolder(of: target)
        } catch {
            for end in ["", "-wal", "-shm"] { unlink(target + end) }
            throw error
        }
    }

    private func copyPages(to copy: Connection, _ pagesAtOnce: Int32, _ progress: (Int, Int) -> Void) throws(SQLError) {
        guard let backup = sqlite3_backup_init(copy.handle.pointer, "main", handle.pointer, "main") else {
            throw SQLError(sqlite3_extended_errcode(copy.handle.pointer), copy.handle.pointer, during: .backup)
        }
        var code = SQLITE_OK
        while code == SQLITE_OK {
            code = sqlite3_backup_step(backup, pagesAtOnce)
            progress(Int(sqlite3_backup_remaining(backup)), Int(sqlite3_backup_pagecount(backup)))
        }
        let end = sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE, end == SQLITE_OK else {
            throw SQLError(code == SQLITE_DONE ? end : code, copy.handle.pointer, during: .backup)
        }
    }

    private static func syncFolder(of path: String) throws(SQLError) {
        let folder = path.lastIndex(of: "/").map { path[..<$0].isEmpty ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw SQLError(
                .inputOutput, during: .backup, message: "could not sync the folder \(folder): \(String(cString: strerror(errno)))")
        }
    }
}
