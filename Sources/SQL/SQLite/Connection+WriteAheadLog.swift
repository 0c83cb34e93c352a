import CSQLite
import Glibc

extension Connection {
    public enum Checkpoint: Sendable { case passive, full, restart, truncate }

    /// How far a checkpoint came: pages in the write-ahead log, and how many of them are now in the database file; both -1 if somebody
    /// else was checkpointing.
    public struct CheckpointProgress: Sendable, Equatable {
        public let logPages: Int
        public let copiedPages: Int
    }

    /// Copies the write-ahead log into the database file.
    @discardableResult
    public func checkpoint(_ kind: Checkpoint) throws(SQLError) -> CheckpointProgress {
        let mode =
            switch kind {
            case .passive: SQLITE_CHECKPOINT_PASSIVE
            case .full: SQLITE_CHECKPOINT_FULL
            case .restart: SQLITE_CHECKPOINT_RESTART
            case .truncate: SQLITE_CHECKPOINT_TRUNCATE
            }
        var log: Int32 = -1
        var copied: Int32 = -1
        let code = sqlite3_wal_checkpoint_v2(handle.pointer, "main", mode, &log, &copied)
        guard code == SQLITE_OK else { throw SQLError(code, handle.pointer, during: .checkpoint) }
        return CheckpointProgress(logPages: Int(log), copiedPages: Int(copied))
    }

    /// Copies the whole write-ahead log into the database file and empties it for good, so that what was overwritten is in neither.
    ///
    /// Waits for readers up to the busy timeout; fails as ``SQLError/Kind/busy`` if one stays longer.
    public func truncateLog() throws(SQLError) {
        try checkpoint(.truncate)
        // SQLite does not sync the truncation: after a power cut the old log, and the bytes in it, could be back.
        // (Closing this descriptor drops no lock of SQLite's: those are on the database and the -shm file.)
        let file = open(path + "-wal", O_RDWR | O_CLOEXEC)
        guard file >= 0 else { throw systemError("open the write-ahead log") }
        defer { close(file) }
        guard lseek(file, 0, SEEK_END) == 0 else {
            throw SQLError(.busy, during: .checkpoint, message: "the write-ahead log was written to while it was being emptied")
        }
        guard fsync(file) == 0 else { throw systemError("sync the write-ahead log") }
    }

    /// Opens a database for writing again after a commit failed with an input or output error.
    ///
    /// The kernel forgets a failed sync: pages that never reached the disk then count as written, and commits appended behind them in the
    /// log would go with them at a power cut. So everything in the log is written to the database file, and synced, before anybody goes on.
    /// Whether the failed commit is in the database must be looked up: it may be.
    public static func reopen(path: String) throws(SQLError) -> Connection {
        let connection = try Connection(path: path, .readWrite)
        try connection.truncateLog()
        return connection
    }

    /// After how many pages in the log a commit copies them into the database file; 0 never, then somebody calls ``checkpoint(_:)``.
    public func setAutomaticCheckpoint(pages: Int32) { sqlite3_wal_autocheckpoint(handle.pointer, pages) }

    /// From now on a commit copies nothing and only notes how long the log has become (``logPages``): somebody calls ``checkpoint(_:)``.
    public func watchLog() {
        sqlite3_wal_hook(
            handle.pointer,
            { connection, _, _, pages in
                // Called within a commit of this very connection, which is alive then.
                Unmanaged<Connection>.fromOpaque(connection!).takeUnretainedValue().logPages = Int(pages)
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func systemError(_ what: String) -> SQLError {
        SQLError(.inputOutput, during: .checkpoint, message: "could not \(what): \(String(cString: strerror(errno)))")
    }
}
