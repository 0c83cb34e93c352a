import CSQLite
import Glibc

/// A thin layer under SQLite that hands a commit's pages to the kernel in one write.
///
/// SQLite writes each page of the write-ahead log in two calls, 24 bytes of header and the page behind them; a commit of a batch makes 150.
/// What follows one another is collected here and written when a commit's last page is complete, before anything reads, measures, cuts or
/// syncs the file, and when the collection is full. So nobody else ever sees the log without something that the shared index says is in it.
/// (A commit that had to rewrite pages ends with a header alone; it is written by the sync that every commit of ours ends with.)
/// Everything but writes to a log goes to SQLite's own file layer as it is (<https://www.sqlite.org/vfs.html>).
enum LogJoining {
    /// The layer's name, for `sqlite3_open_v2`; registered once.
    static let name: String? = register()

    /// How much is collected: 31 pages with their headers. SQLite's file layer writes less than 128 KB at once.
    fileprivate static let capacity = 31 * 4_120
    fileprivate static let frameHeaderByteCount = 24

    // Written while `name` is made, before any connection can use the layer, and never again; SQLite keeps their addresses.
    nonisolated(unsafe) private static let layer = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    nonisolated(unsafe) fileprivate static let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    nonisolated(unsafe) private static let below: UnsafeMutablePointer<sqlite3_vfs>? = sqlite3_vfs_find(nil)

    /// Nil where SQLite has no file layer to build on: then its own is used, in two calls a page.
    private static func register() -> String? {
        guard let below, let name = strdup("parley-joined-log") else { return nil }
        methods.initialize(
            to: sqlite3_io_methods(
                iVersion: 1,
                xClose: { file in
                    let log = JoinedLog(file)
                    let flushed = log.flush()
                    let closed = log.below.pointee.pMethods.pointee.xClose(log.below)
                    log.end()
                    return flushed == SQLITE_OK ? closed : flushed
                },
                xRead: { file, bytes, count, offset in
                    let log = JoinedLog(file)
                    let flushed = log.flush()
                    return flushed == SQLITE_OK ? log.below.pointee.pMethods.pointee.xRead(log.below, bytes, count, offset) : flushed
                },
                xWrite: { file, bytes, count, offset in JoinedLog(file).write(bytes!, Int(count), at: offset) },
                xTruncate: { file, size in
                    let log = JoinedLog(file)
                    let flushed = log.flush()
                    return flushed == SQLITE_OK ? log.below.pointee.pMethods.pointee.xTruncate(log.below, size) : flushed
                },
                xSync: { file, flags in
                    let log = JoinedLog(file)
                    let flushed = log.flush()
                    return flushed == SQLITE_OK ? log.below.pointee.pMethods.pointee.xSync(log.below, flags) : flushed
                },
                xFileSize: { file, size in
                    let log = JoinedLog(file)
                    let flushed = log.flush()
                    return flushed == SQLITE_OK ? log.below.pointee.pMethods.pointee.xFileSize(log.below, size) : flushed
                },
                xLock: { file, level in
                    let below = JoinedLog(file).below
                    return below.pointee.pMethods.pointee.xLock(below, level)
                },
                xUnlock: { file, level in
                    let below = JoinedLog(file).below
                    return below.pointee.pMethods.pointee.xUnlock(below, level)
                },
                xCheckReservedLock: { file, answer in
                    let below = JoinedLog(file).below
                    return below.pointee.pMethods.pointee.xCheckReservedLock(below, answer)
                },
                xFileControl: { file, operation, argument in
                    let below = JoinedLog(file).below
                    return below.pointee.pMethods.pointee.xFileControl(below, operation, argument)
                },
                xSectorSize: { file in
                    let below = JoinedLog(file).below
                    return below.pointee.pMethods.pointee.xSectorSize(below)
                },
                xDeviceCharacteristics: { file in
                    let below = JoinedLog(file).below
                    return below.pointee.pMethods.pointee.xDeviceCharacteristics(below)
                },
                // Version 1 ends here: the shared index and mapped reads belong to the database file, which is not wrapped.
                xShmMap: nil, xShmLock: nil, xShmBarrier: nil, xShmUnmap: nil, xFetch: nil, xUnfetch: nil))
        var copy = below.pointee
        copy.szOsFile += Int32(JoinedLog.headByteCount)
        copy.pNext = nil
        copy.zName = UnsafePointer(name)
        copy.xOpen = { _, path, file, flags, given in
            guard let below = LogJoining.below, let file else { return SQLITE_CANTOPEN }
            guard flags & SQLITE_OPEN_WAL != 0 else { return below.pointee.xOpen(below, path, file, flags, given) }
            return JoinedLog.open(in: file) { below.pointee.xOpen(below, path, $0, flags, given) }
        }
        layer.initialize(to: copy)
        return sqlite3_vfs_register(layer, 0) == SQLITE_OK ? String(cString: name) : nil
    }
}

/// One open write-ahead log: SQLite's own file behind a few words of ours, in memory that SQLite gave.
private struct JoinedLog {
    private struct Head {
        /// First, as SQLite reads it.
        var file: sqlite3_file
        var collected: UnsafeMutableRawPointer?
        /// Where in the file the collected bytes belong, and how many they are.
        var start: Int64
        var count: Int
        /// The page that comes next ends a commit.
        var isLast: Bool
    }

    /// A multiple of sixteen, so that SQLite's own structure behind it is aligned.
    static let headByteCount = (MemoryLayout<Head>.size + 15) & ~15

    private let head: UnsafeMutablePointer<Head>

    init(_ file: UnsafeMutablePointer<sqlite3_file>?) {
        // SQLite calls a file's methods with that file alone.
        head = UnsafeMutableRawPointer(file!).assumingMemoryBound(to: Head.self)
    }

    var below: UnsafeMutablePointer<sqlite3_file> {
        (UnsafeMutableRawPointer(head) + Self.headByteCount).assumingMemoryBound(to: sqlite3_file.self)
    }

    static func open(in file: UnsafeMutablePointer<sqlite3_file>, _ open: (UnsafeMutablePointer<sqlite3_file>) -> Int32) -> Int32 {
        let log = JoinedLog(file)
        log.head.initialize(to: Head(file: sqlite3_file(pMethods: nil), collected: nil, start: 0, count: 0, isLast: false))
        let code = open(log.below)
        // SQLite closes a file that has methods, even one that did not open: without any it is never called again.
        if code == SQLITE_OK {
            log.head.pointee.file.pMethods = UnsafePointer(LogJoining.methods)
        } else if let methods = log.below.pointee.pMethods {
            _ = methods.pointee.xClose(log.below)
        }
        return code
    }

    func write(_ bytes: UnsafeRawPointer, _ count: Int, at offset: Int64) -> Int32 {
        let head = head
        if head.pointee.count > 0,
            offset != head.pointee.start + Int64(head.pointee.count) || head.pointee.count + count > LogJoining.capacity
        {
            let flushed = flush()
            guard flushed == SQLITE_OK else { return flushed }
        }
        guard count <= LogJoining.capacity, let collected = head.pointee.collected ?? malloc(LogJoining.capacity) else {
            return below.pointee.pMethods.pointee.xWrite(below, bytes, Int32(count), offset)
        }
        head.pointee.collected = collected
        if head.pointee.count == 0 { head.pointee.start = offset }
        memcpy(collected + head.pointee.count, bytes, count)
        head.pointee.count += count
        if count == LogJoining.frameHeaderByteCount {
            // The second word of a frame's header is zero but in the last frame of a commit (SQLite file format, 4.1).
            head.pointee.isLast = (bytes + 4).loadUnaligned(as: UInt32.self) != 0
        } else if head.pointee.isLast {
            head.pointee.isLast = false
            return flush()
        }
        return SQLITE_OK
    }

    func flush() -> Int32 {
        guard head.pointee.count > 0, let collected = head.pointee.collected else { return SQLITE_OK }
        let code = below.pointee.pMethods.pointee.xWrite(below, collected, Int32(head.pointee.count), head.pointee.start)
        // After a failure SQLite rolls back, and writes the same place anew.
        head.pointee.count = 0
        return code
    }

    func end() {
        free(head.pointee.collected)
        head.pointee.collected = nil
    }
}
